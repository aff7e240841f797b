import type { Moment } from './clock.js';
import type { JsonObject } from './json.js';

/** Something that can be recommended: a product, a track, an article, a lesson. */
export interface Item<Attributes extends object = JsonObject> {
  readonly itemId: string;
  /** What people call it. Shown in messages and reasons. */
  readonly title?: string | undefined;
  /** What filters, similarity and templates may use. JSON. */
  readonly attributes?: Attributes | undefined;
  /** False while it can't be had (sold out, withdrawn): never recommended, still learnt from. Default: true. */
  readonly available?: boolean | undefined;
  /** True for what one takes again and again (milk, a favourite song): may be recommended to who has it. Default: false. */
  readonly repeatable?: boolean | undefined;
  /**
   * When it was last changed where it comes from. What comes late changes nothing: an item that is older by this than what the
   * catalogue has, or than its removal, is left out. Default: unknown, and the item is taken as it is.
   */
  readonly updatedAt?: Moment | undefined;
}
