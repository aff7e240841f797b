"""implicit's topk: exact inner products, one thread, one query at a time."""

import time

from peer import answer, need, question

numpy = need("numpy")
need("implicit")
topk = need("implicit.cpu.topk").topk

asked = question()
vectors = numpy.fromfile(asked["vectors"], dtype=numpy.float32).reshape(-1, asked["dimension"])
queries = numpy.fromfile(asked["queries"], dtype=numpy.float32).reshape(-1, asked["dimension"])
excluded = numpy.array(asked["exclude"], dtype=numpy.int32)
times, answers = [], []
for query in queries:
    start = time.perf_counter()
    found, _ = topk(vectors, query[None], asked["count"], filter_items=excluded, num_threads=1)
    times.append((time.perf_counter() - start) * 1000)
    answers.append(found[0].tolist())
answer({"times": times, "answers": answers})
