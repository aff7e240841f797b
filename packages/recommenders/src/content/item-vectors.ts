import { type Embedder, textKey } from './embedder.js';
import { VectorItems } from './vector-items.js';

/** The vectors of items' texts, as far as they are there; where nothing embeds, none. */
export class ItemVectors {
  readonly items = new VectorItems();
  readonly #embedder: Embedder | undefined;
  /** What stands for each item's text. */
  readonly #keys = new Map<string, string>();
  /** Texts by key that nobody was asked about yet. */
  readonly #lacking = new Map<string, string>();

  constructor(embedder: Embedder | undefined) {
    this.#embedder = embedder;
  }

  /** By item, what stands for its text. */
  get keys(): ReadonlyMap<string, string> {
    return this.#keys;
  }

  /** How many items have a text and no vector. */
  get waiting(): number {
    return this.#keys.size - this.items.size;
  }

  /** A text that is known has its vector at once, an empty one has none. */
  put(itemId: string, text: string): void {
    if (!this.#embedder) return;
    if (text === '') {
      this.remove(itemId);
      return;
    }
    const key = textKey(text);
    if (this.#keys.get(itemId) === key && this.items.of(itemId)) return;
    this.items.remove(itemId);
    this.#keys.set(itemId, key);
    const vector = this.#embedder.known(key);
    if (vector) this.items.put(itemId, vector);
    else this.#lacking.set(key, text);
  }

  /** One whose text is not at hand. */
  putKey(itemId: string, key: string): void {
    this.#keys.set(itemId, key);
    const vector = this.#embedder?.known(key);
    if (vector) this.items.put(itemId, vector);
  }

  remove(itemId: string): void {
    this.items.remove(itemId);
    this.#keys.delete(itemId);
  }

  /** Of a question, as far as there is anything to compare it with. @throws SINTONIA_PLUGIN_INVALID as `Embedder.learn` */
  async vectorOf(question: string): Promise<Float32Array | undefined> {
    return this.items.size > 0 && question.trim() !== '' ? this.#embedder?.vectorOf(question) : undefined;
  }

  /** Asks for what is lacking, once. @throws SINTONIA_PLUGIN_INVALID as `Embedder.learn` */
  async learn(abort: AbortSignal, done: (share: number) => void): Promise<void> {
    const texts = new Map(this.#lacking);
    this.#lacking.clear();
    if (!this.#embedder || texts.size === 0) return;
    await this.#embedder.learn(texts, abort, done);
    for (const [itemId, key] of this.#keys) {
      const vector = texts.has(key) ? this.#embedder.known(key) : undefined;
      if (vector) this.items.put(itemId, vector);
    }
    if (this.items.wantsSealing) this.items.seal();
  }
}
