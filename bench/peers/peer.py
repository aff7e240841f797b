"""What every peer does: read its question, measure, answer with one line of JSON; end with 3 where its library is absent."""

import importlib
import json
import os
import resource
import sys
import time

# implicit brings its own threads, and asks for this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def need(name):
    """A module, or the end."""
    try:
        return importlib.import_module(name)
    except ImportError:
        sys.exit(3)


def question():
    return json.loads(sys.argv[1])


def answer(value):
    print(json.dumps(value))


def _memory(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name + ":"))


def cost_of(work):
    """The result of work, and what it took: as machine/cost.ts measures it."""
    try:
        with open("/proc/self/clear_refs", "w") as refs:
            refs.write("5")
        before = _memory("VmRSS")
    except OSError:
        before = None
    cpu, start = time.process_time(), time.perf_counter()
    result = work()
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    if before is None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        before = peak
    else:
        peak = _memory("VmHWM")
    return result, {
        "seconds": seconds,
        "cpuSeconds": cpu_seconds,
        "grownBytes": max(0, peak - before),
        "peakBytes": peak,
    }


def read_matrix(numpy, scipy_sparse, file, people):
    """A line a person (user item item ...), at most so many people, as a matrix of ones."""
    starts, columns = [0], []
    with open(file) as lines:
        for line in lines:
            if len(starts) > people:
                break
            columns.append(numpy.unique(numpy.array(line.split()[1:], dtype=numpy.int32)))
            starts.append(starts[-1] + len(columns[-1]))
    indices = numpy.concatenate(columns)
    shape = (len(starts) - 1, int(indices.max()) + 1)
    values = numpy.ones(len(indices), dtype=numpy.float32)
    return scipy_sparse.csr_matrix((values, indices, numpy.array(starts, dtype=numpy.int32)), shape=shape)
