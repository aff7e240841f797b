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

/** Ours (as it comes, by floats alone, by bytes first), and what they are measured by: the floor, the scan that anybody would write, and the libraries of Python. */
export async function exactSearchers(task: SearchTask): Promise<readonly Searcher[]> {
  const { vectors, dimension, queries, count, exclude } = task;
  const floor = await readFloor(vectors);
  const excluded = new Set(exclude);
  const ours = (name: string, quantised?: boolean) => {
    const index = new VectorIndex(vectors, dimension, { quantised });
    return searcherOf(name, queries, (query) => [...index.search(query, count, { exclude }).indices]);
  };
  return [
    ours('exact'),
    searcherOf('read floor', queries, () => [floor()]),
    ours('f32', false),
    ours('int8', true),
    searcherOf('plain JavaScript', queries, (query) => plainScan(vectors, query, count, excluded)),
    { name: 'faiss flat', search: () => askPython<Searched>('faiss_search', task.question) },
    { name: 'implicit topk', search: () => askPython<Searched>('implicit_search', task.question) },
  ];
}
