import type { Item } from './item.js';
import type { JsonValue } from './json.js';
import type { Drift } from './prediction.js';
import type { Profile } from './profile.js';
import type { Interaction, Signal } from './signal.js';

/** What a model learns from, streamed in batches so that nothing has to fit in memory twice. Each stream can be read again. */
export interface FitContext {
  /** The moment that decay and recency refer to, in milliseconds since 1970. */
  readonly now: number;
  /** For anything random. Same streams and same seed give the same model, byte by byte. */
  readonly seed: number;
  readonly abort: AbortSignal;
  /** Weighted interactions of everybody who agreed to personalisation, in the order of their collection. */
  interactions(): AsyncIterable<readonly Interaction[]>;
  /** The signals themselves. Same people, same order. Whoever needs few types names them, so that no others are read. */
  signals(query?: SignalsQuery): AsyncIterable<readonly Signal[]>;
  profiles(): AsyncIterable<readonly Profile[]>;
  items(): AsyncIterable<readonly Item[]>;
  /** How far it is, 0 to 1. */
  progress(fraction: number): void;
}

/** Which signals a model learns from. */
export interface SignalsQuery {
  /** Exactly these types, as many as you like. Default: every type. */
  readonly types?: readonly string[] | undefined;
}

/** What came of a fit. */
export interface FitReport {
  readonly people: number;
  readonly items: number;
  readonly interactions: number;
  /** `insufficientData` when it declined to learn; `details` says what it lacks. */
  readonly outcome: 'fitted' | 'insufficientData';
  readonly details?: Readonly<Record<string, JsonValue>>;
  /** How people and outcomes since the fit before differ from what that one learnt. Absent or empty where they don't. */
  readonly drift?: readonly Drift[];
}
