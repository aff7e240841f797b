import type { FitContext, Item, ItemsChange } from '@sintonia/spec';
import { Pace } from '../pace.js';
import { ToldItems } from './told-items.js';

/** What holds items and can take in changes of them. */
export interface ItemModel {
  put(item: Item): void;
  remove(itemId: string): void;
  /** After some changes: whatever keeps asking fast. */
  settle?(pace: Pace): Promise<void>;
}

/** A model of items, or none yet, that keeps up with what the catalogue said since it was learnt. */
export class CurrentModel<Model extends ItemModel> {
  readonly #told = new ToldItems();
  #model: Model | undefined;
  #ready: Promise<void> = Promise.resolve();

  get model(): Model | undefined {
    return this.#model;
  }

  /** Until the model knows what was told. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** The items to learn from. @throws SINTONIA_ABORTED */
  async items(context: FitContext, pace: Pace): Promise<readonly Item[]> {
    const items = await this.#told.over(context.items());
    await pace.rest();
    return items;
  }

  /** Takes over what was learnt, with what was told meanwhile; none where there was nothing to learn. @throws SINTONIA_ABORTED */
  async use(model: Model | undefined, pace: Pace): Promise<void> {
    if (model) await this.#retell(model, pace);
    pace.check();
    this.#model = model;
    this.#ready = Promise.resolve();
  }

  /** Takes over at once what was learnt at some time; {@link ready} when it knows what was told. */
  restore(model: Model): void {
    const pace = new Pace(new AbortController().signal);
    this.#model = model;
    this.#ready = this.#retell(model, pace).then(() => model.settle?.(pace));
    // Whoever waits for it is told; until then a failure must not be nobody's, for that ends the process.
    this.#ready.catch(() => undefined);
  }

  async itemsChanged(change: ItemsChange): Promise<void> {
    this.#told.tell(change);
    await this.#ready;
    const pace = new Pace(new AbortController().signal);
    const model = this.#model;
    if (!model) return;
    for (const item of change.put) {
      if (pace.due()) await pace.rest();
      model.put(item);
    }
    for (const itemId of change.removed) model.remove(itemId);
    await model.settle?.(pace);
  }

  #retell(model: Model, pace: Pace): Promise<void> {
    return this.#told.retell(
      pace,
      (item) => model.put(item),
      (itemId) => model.remove(itemId),
    );
  }
}
