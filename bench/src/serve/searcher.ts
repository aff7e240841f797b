import { VectorIndex } from '@sintonia/kernels';
import { askPython } from '../peers/ask-python.js';
import { plainScan } from './plain-scan.js';
import { readFloor } from './read-floor.js';
import type { SearchTask } from './search-task.js';

/** How long each query took, in ms, and the rows that were found. */
export interface Searched {
  readonly times: readonly number[];
  /** Empty for what does not say what it found. */
  readonly answers: readonly (readonly number[])[];
}

/** Something that answers all queries of a task, once a round. */
export interface Searcher {
  readonly name: string;
  /** How long it took to make, where that is not next to nothing. */
  readonly buildSeconds?: number;
  /** `undefined` where it is absent. */
  search(): Promise<Searched | undefined>;
}

/** One query at a time, on the caller's thread. */
export function searcherOf(
  name: string,
  queries: readonly Float32Array[],
  one: (query: Float32Array) => readonly number[],
): Searcher {
  return {
    name,
    async search() {
      const times: number[] = [];
      const answers: (readonly number[])[] = [];
      for (const query of queries) {
        const start = performance.now();
        const answer = one(query);
        times.push(performance.now() - start);
        answers.push(answer);
      }
      return { times, answers };
    },
  };
}

/** Ours, and what they are measured by: the floor, the scan that anybody would write, and the libraries of Python. */
export async function exactSearchers(task: SearchTask): Promise<readonly Searcher[]> {
  const { vectors, dimension, queries, count, exclude } = task;
  const exact = new VectorIndex(vectors, dimension);
  const bytes = new VectorIndex(vectors, dimension, { quantised: true });
  const floor = await readFloor(vectors);
  const excluded = new Set(exclude);
  return [
    searcherOf('exact', queries, (query) => [...exact.search(query, count, { exclude }).indices]),
    searcherOf('read floor', queries, () => [floor()]),
    searcherOf('int8', queries, (query) => [...bytes.search(query, count, { exclude }).indices]),
    searcherOf('plain JavaScript', queries, (query) => plainScan(vectors, query, count, excluded)),
    { name: 'faiss flat', search: () => askPython<Searched>('faiss_search', task.question) },
    { name: 'implicit topk', search: () => askPython<Searched>('implicit_search', task.question) },
  ];
}
