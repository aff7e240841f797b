/** Why an item was picked. Data, so that any language and any screen can say it. */
export type PickReason<Attribute extends string = string> =
  /** People who took `itemId` also took this. */
  | { readonly kind: 'similarTo'; readonly itemId: string; readonly contribution: number }
  /** Many people take it now. `people` is how many did, as far as counted: of `among`, such as `country: ES`, or else of everybody. */
  | { readonly kind: 'popular'; readonly people: number; readonly among?: string; readonly contribution: number }
  /** It shares an attribute that this person leans to. */
  | { readonly kind: 'attribute'; readonly attribute: Attribute; readonly value: string; readonly contribution: number }
  /** It goes with what the list is for, such as `to relax`. */
  | { readonly kind: 'moment'; readonly moment: string; readonly contribution: number }
  /** It has the words of a question, the one that tells most first; none where only what is meant is alike. */
  | { readonly kind: 'text'; readonly terms: readonly string[]; readonly contribution: number }
  /** It is rising at the moment; or it goes with a `term` that is, as people write it. */
  | { readonly kind: 'trending'; readonly term?: string; readonly contribution: number }
  /** Typical of a segment that the person is in. */
  | { readonly kind: 'segment'; readonly segment: string; readonly contribution: number }
  /** A rule of the house raised (or lowered) it. */
  | { readonly kind: 'boosted'; readonly rule: string; readonly contribution: number }
  /** A rule of the house keeps places for such items. */
  | { readonly kind: 'quota'; readonly rule: string; readonly contribution: number }
  /** Shown to learn whether it fits. */
  | { readonly kind: 'exploration'; readonly contribution: number };

/** Why a person is in a segment: one measured fact and where it lies. */
export interface MembershipReason {
  /** What was measured, such as `recency`, `frequency`, `monetary`, `age`. */
  readonly measure: string;
  readonly value: number | string | null;
  /** Unit of `value`, such as `days`, `orders`, `EUR`. */
  readonly unit?: string;
  /** The class that the value falls into, such as `4 of 5`. */
  readonly band?: string;
  /** What it adds to a score that the segment goes by. All of a membership add up to the score. */
  readonly contribution?: number;
}
