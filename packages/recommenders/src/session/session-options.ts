import { assertKnownOptions } from '@sintonia/spec';
import { readOption } from '../read-option.js';

export interface SessionOptions {
  /** Minutes without an action after which a session has ended. Above 0. Default: 30. */
  readonly gapMinutes?: number;
  /** How many of the latest different items of a session are heeded. 1 to 100. Default: 10. */
  readonly length?: number;
  /** How much each step back in the session counts of the one after it. 0 to 1. Default: 0.35. */
  readonly stepBack?: number;
  /** How far apart two actions of a session may be to speak for each other, in actions. 1 to 100. Default: 15. */
  readonly reach?: number;
  /** How much "came before" counts beside "came after". 0 to 1. Default: 0.7. */
  readonly backward?: number;
  /** How much less a popular item of the session brings in. 0 to 2. Default: 0.5. */
  readonly seedExponent?: number;
  /** How much a popular item is held back as a candidate. 0 to 2. Default: 0. */
  readonly neighbourExponent?: number;
  /** Days after which a session speaks half as much. Above 0, may be `Infinity`. Default: 30. */
  readonly halfLifeDays?: number;
  /** How many neighbours an item keeps. 1 to 10,000. Default: 500. */
  readonly listLength?: number;
}

export type SessionSettings = Required<SessionOptions>;

const OPTIONS: readonly (keyof SessionOptions)[] = [
  ...(['gapMinutes', 'length', 'stepBack', 'reach', 'backward'] as const),
  ...(['seedExponent', 'neighbourExponent', 'halfLifeDays', 'listLength'] as const),
];

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readSessionOptions(options: SessionOptions): SessionSettings {
  assertKnownOptions(options, OPTIONS);
  return {
    gapMinutes: readOption(options, 'gapMinutes', 30, { min: 0.01, max: 1e6 }),
    length: readOption(options, 'length', 10, { min: 1, max: 100, whole: true }),
    stepBack: readOption(options, 'stepBack', 0.35, { min: 0, max: 1 }),
    reach: readOption(options, 'reach', 15, { min: 1, max: 100, whole: true }),
    backward: readOption(options, 'backward', 0.7, { min: 0, max: 1 }),
    seedExponent: readOption(options, 'seedExponent', 0.5, { min: 0, max: 2 }),
    neighbourExponent: readOption(options, 'neighbourExponent', 0, { min: 0, max: 2 }),
    halfLifeDays: readOption(options, 'halfLifeDays', 30, { min: 0.01, max: Infinity }),
    listLength: readOption(options, 'listLength', 500, { min: 1, max: 10_000, whole: true }),
  };
}
