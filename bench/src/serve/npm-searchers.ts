import type { SearchTask } from './search-task.js';
import { type Searcher, searcherOf } from './searcher.js';

/** A graph over more than that takes many minutes to build. */
const MOST_INDEXED = 100_000;
const NEIGHBOURS = 16;
const BUILD_EFFORT = 100;
const SEARCH_EFFORT = 128;
/** ml-knn takes its time. */
const FEW = 5;

const makers: Readonly<Record<string, (task: SearchTask) => Promise<Searcher>>> = {
  'hnswlib-node': hnswlib,
  usearch,
  'ml-knn': mlKnn,
};

/**
 * Packages of npm, as far as they are installed and can be loaded: `hnswlib-node` has to be compiled (`pnpm approve-builds`).
 */
export async function npmSearchers(task: SearchTask, say: (progress: string) => void): Promise<readonly Searcher[]> {
  const searchers: Searcher[] = [];
  if (task.vectors.length / task.dimension > MOST_INDEXED) return searchers;
  for (const [name, make] of Object.entries(makers)) {
    say(`building ${name}`);
    const start = performance.now();
    try {
      const searcher = await make(task);
      searchers.push({ ...searcher, buildSeconds: (performance.now() - start) / 1_000 });
    } catch (error) {
      say(`${name} is absent: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      searchers.push({ name, search: async () => undefined });
    }
  }
  return searchers;
}

function rowOf({ vectors, dimension }: SearchTask, row: number): Float32Array {
  return vectors.subarray(row * dimension, (row + 1) * dimension);
}

async function hnswlib(task: SearchTask): Promise<Searcher> {
  const { HierarchicalNSW } = (await import('hnswlib-node')).default;
  const { dimension, queries, count, exclude } = task;
  const size = task.vectors.length / dimension;
  const index = new HierarchicalNSW('ip', dimension);
  index.initIndex(size, NEIGHBOURS, BUILD_EFFORT);
  for (let row = 0; row < size; row++) index.addPoint([...rowOf(task, row)], row);
  index.setEf(SEARCH_EFFORT);
  const excluded = new Set(exclude);
  const allows = (row: number) => !excluded.has(row);
  const most = Math.min(count, size - excluded.size);
  return searcherOf('hnswlib-node', queries, (query) => index.searchKnn([...query], most, allows).neighbors);
}

async function usearch(task: SearchTask): Promise<Searcher> {
  const { Index, MetricKind, ScalarKind } = (await import('usearch')).default;
  const { vectors, dimension, queries, count, exclude } = task;
  const size = vectors.length / dimension;
  const index = new Index({
    metric: MetricKind.IP,
    quantization: ScalarKind.F32,
    dimensions: dimension,
    connectivity: NEIGHBOURS,
    expansion_add: BUILD_EFFORT,
    expansion_search: SEARCH_EFFORT,
    multi: false,
  });
  const keys = BigUint64Array.from({ length: size }, (_, row) => BigInt(row));
  index.add(keys, vectors, 1);
  const excluded = new Set(exclude);
  return searcherOf('usearch', queries, (query) => {
    // It knows no exclusion: who wants 10 beside 50 seen asks for 60 and drops some.
    const found = [...index.search(query, Math.min(size, count + excluded.size), 1).keys].map(Number);
    return found.filter((row) => !excluded.has(row)).slice(0, count);
  });
}

/** Says the class of the nearest, by distance; what they are it keeps to itself, so it has a time and no recall. */
async function mlKnn(task: SearchTask): Promise<Searcher> {
  const Knn = (await import('ml-knn')).default;
  const size = task.vectors.length / task.dimension;
  const points = Array.from({ length: size }, (_, row) => [...rowOf(task, row)]);
  const index = new Knn(
    points,
    points.map((_, row) => row % 2),
    { k: task.count + task.exclude.length },
  );
  const searcher = searcherOf('ml-knn', task.queries.slice(0, FEW), (query) => [index.predict([...query])]);
  return { ...searcher, search: async () => ({ times: (await searcher.search())?.times ?? [], answers: [] }) };
}
