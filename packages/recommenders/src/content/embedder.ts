import { createHash } from 'node:crypto';
import { SintoniaError } from '@sintonia/spec';
import { directionOf } from './vector-items.js';

/**
 * Any function that gives texts their vectors: one vector a text, in their order, all of one dimension (1 to 4,096). What it
 * throws leaves the texts without one.
 */
export type Embed = (
  texts: readonly string[],
  abort: AbortSignal,
) => Promise<readonly (readonly number[] | Float32Array)[]>;

const MOST_DIMENSIONS = 4_096;

/** What stands for a text. */
export function textKey(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Asks for vectors in batches, never twice for the same text, and keeps them as directions. */
export class Embedder {
  readonly #embed: Embed;
  readonly #batch: number;
  readonly #known = new Map<string, Float32Array>();

  constructor(embed: Embed, batch: number) {
    this.#embed = embed;
    this.#batch = batch;
  }

  known(key: string): Float32Array | undefined {
    return this.#known.get(key);
  }

  /** Takes over vectors that were made before. */
  remember(vectors: Iterable<readonly [string, Float32Array]>): void {
    for (const [key, vector] of vectors) this.#known.set(key, vector);
  }

  /** Forgets what no text stands for any more. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
  }

  /**
   * Learns the vectors of texts by key, in their order. A batch that fails is left out: its texts have none.
   *
   * @throws SINTONIA_PLUGIN_INVALID for an answer that is no list of vectors.
   */
  async learn(texts: ReadonlyMap<string, string>, abort: AbortSignal, done: (share: number) => void): Promise<void> {
    const lacking = [...texts].filter(([key]) => !this.#known.has(key));
    for (let from = 0; from < lacking.length && !abort.aborted; from += this.#batch) {
      const batch = lacking.slice(from, from + this.#batch);
      const vectors = await this.#ask(
        batch.map(([, text]) => text),
        abort,
      );
      batch.forEach(([key], at) => {
        const vector = vectors[at];
        if (vector) this.#known.set(key, vector);
      });
      done(Math.min(1, (from + this.#batch) / lacking.length));
    }
  }

  /** The vector of a question, which is not kept. */
  async vectorOf(text: string): Promise<Float32Array | undefined> {
    const [vector] = await this.#ask([text], new AbortController().signal);
    return vector;
  }

  async #ask(texts: readonly string[], abort: AbortSignal): Promise<readonly (Float32Array | undefined)[]> {
    let answer: Awaited<ReturnType<Embed>>;
    try {
      answer = await this.#embed(texts, abort);
    } catch {
      // Not told further: it may hold texts and keys. The report says how many wait.
      return [];
    }
    if (!Array.isArray(answer) || answer.length !== texts.length) throw invalid('one vector a text');
    const [known = answer[0]] = this.#known.values();
    return answer.map((vector) => directionOf(checked(vector, known?.length)));
  }
}

function checked(vector: unknown, dimension: number | undefined): readonly number[] | Float32Array {
  if (!(Array.isArray(vector) || vector instanceof Float32Array)) throw invalid('lists of numbers');
  if (!vector.every((each) => typeof each === 'number' && Number.isFinite(each))) throw invalid('finite numbers');
  if (vector.length < 1 || vector.length > MOST_DIMENSIONS || vector.length !== dimension) {
    throw invalid(`vectors of one dimension, 1 to ${MOST_DIMENSIONS}`);
  }
  return vector;
}

function invalid(wanted: string): SintoniaError {
  return new SintoniaError('PLUGIN_INVALID', `embed must give ${wanted}.`, { field: 'embed' });
}
