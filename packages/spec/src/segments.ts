import type { PersonReference } from './person.js';

/**
 * A segment as it is declared: a rule of `@sintonia/rules`, or the JSON of one (a value or a text), which is checked.
 */
export type SegmentRule = string | { readonly language: number; readonly rule: object };

/** Some of those who are in a segment. */
export interface MemberPage {
  /** In the order of their ids, each as every method of an engine takes it. */
  readonly members: readonly PersonReference[];
  /** Give it as `after` to go on. Absent when this was the last page. A page may hold fewer than `limit` and not be the last. */
  readonly next?: string;
}

export interface MembersOptions {
  /** Go on behind this place, the `next` of a page. Default: from the start. */
  readonly after?: string | undefined;
  /** 1 to 10,000. Default: 1,000. */
  readonly limit?: number | undefined;
}

/**
 * Segments that are declared as rules. Memberships are kept signal by signal; time's changes are noticed by `tick`. The methods
 * here read what is kept; `segmentsOf` is exact at the moment of asking.
 */
export interface SegmentDesk<SegmentName extends string = string> {
  /**
   * Adds or replaces segments while the engine runs, or removes one that is set to `null`. Holds for this engine object until it
   * closes: keep the rules, and declare them in every process. Who comes in or goes is found out by and by, by `tick`.
   *
   * @throws SINTONIA_INPUT_* that names the segment and the part of its rule, when a rule is wrong, costs too much, or asks for
   *   its own answer, or a segment is removed that is the `audience` of a campaign. Nothing is declared then.
   */
  declare(segments: { readonly [name: string]: SegmentRule | null }): Promise<void>;

  /**
   * Who is in a segment and agrees to personalisation. By pages; somebody who enters or leaves meanwhile may be missing or there.
   *
   * @throws SINTONIA_SEGMENT_UNKNOWN
   */
  membersOf(segment: SegmentName, options?: MembersOptions): Promise<MemberPage>;

  /** How many that are. Costs as much as reading them all. @throws SINTONIA_SEGMENT_UNKNOWN */
  sizeOf(segment: SegmentName): Promise<number>;

  /** Puts people, at most 10,000 a call, on a list that rules can ask for with `inList`. Who is on it stays. */
  addToList(list: string, people: readonly PersonReference[]): Promise<void>;

  /** Takes people, at most 10,000 a call, off a list. Who is not on it is no error. */
  removeFromList(list: string, people: readonly PersonReference[]): Promise<void>;
}
