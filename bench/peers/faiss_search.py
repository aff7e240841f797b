"""faiss flat: exact inner products, one thread, one query at a time."""

import time

from peer import answer, need, question

numpy = need("numpy")
faiss = need("faiss")

asked = question()
faiss.omp_set_num_threads(1)
vectors = numpy.fromfile(asked["vectors"], dtype=numpy.float32).reshape(-1, asked["dimension"])
queries = numpy.fromfile(asked["queries"], dtype=numpy.float32).reshape(-1, asked["dimension"])
index = faiss.IndexFlatIP(asked["dimension"])
index.add(vectors)
# It knows no exclusion: who wants 10 beside 50 seen asks for 60 and drops some.
excluded = numpy.array(asked["exclude"])
times, answers = [], []
for query in queries:
    start = time.perf_counter()
    _, found = index.search(query[None], asked["count"] + len(excluded))
    kept = found[0][~numpy.isin(found[0], excluded)][: asked["count"]]
    times.append((time.perf_counter() - start) * 1000)
    answers.append(kept.tolist())
answer({"times": times, "answers": answers})
