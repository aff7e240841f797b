import { type BackfillPage, type BackfillRequest, type Collected, type JsonValue, SintoniaError } from '@sintonia/spec';

/** How far a stage is, and where it goes on, in its own words. */
export interface StagePlace {
  readonly done: number;
  readonly [word: string]: string | number;
}

/** A part of a platform's history, such as its orders. */
export interface HistoryStage {
  /** How many there are in all, for the fraction. Default: unknown, which counts as none. */
  readonly total?: number | undefined;
  /** What comes from a place on, part by part, each with the place behind it; `undefined` behind the last. */
  parts(
    place: StagePlace,
    abort: AbortSignal,
  ): AsyncIterable<{ readonly collected: readonly Collected[]; readonly next: StagePlace | undefined }>;
}

const START: StagePlace = { done: 0 };

/**
 * A history of several stages, one after the other, that goes on where it was cut off. A checkpoint that is none of ours, or of an
 * earlier version, is the beginning: what comes twice does no harm.
 *
 * @throws SINTONIA_ABORTED between two parts.
 */
export async function* stagedHistory(
  stages: readonly HistoryStage[],
  { checkpoint, abort }: Pick<BackfillRequest, 'checkpoint' | 'abort'>,
): AsyncIterable<BackfillPage> {
  const from = readCheckpoint(checkpoint, stages.length);
  for (const [index, stage] of [...stages.entries()].slice(from.stage)) {
    const place = index === from.stage ? from.place : START;
    for await (const { collected, next } of stage.parts(place, abort)) {
      assertOn(abort);
      const at = next === undefined ? { stage: index + 1, ...START } : { stage: index, ...next };
      const fraction = fractionOf(stages, at);
      yield { ...together(collected), checkpoint: at as JsonValue, ...(fraction !== undefined && { fraction }) };
      assertOn(abort);
    }
  }
}

/** Signals, people, items, their groups and consents; history erases nothing. */
function together(parts: readonly Collected[]): Collected {
  return {
    signals: parts.flatMap(({ signals = [] }) => signals),
    identities: parts.flatMap(({ identities = [] }) => identities),
    items: parts.flatMap(({ items = [] }) => items),
    itemGroups: parts.flatMap(({ itemGroups = [] }) => itemGroups),
    consents: parts.flatMap(({ consents = [] }) => consents),
  };
}

function readCheckpoint(value: JsonValue | undefined, stages: number): { stage: number; place: StagePlace } {
  const { stage, ...place } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const isWord = (word: unknown) => typeof word === 'string' || isWhole(word);
  if (!isWhole(stage) || stage > stages || !isWhole(place.done) || !Object.values(place).every(isWord)) {
    return { stage: 0, place: START };
  }
  return { stage, place: place as unknown as StagePlace };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function fractionOf(stages: readonly HistoryStage[], { stage, done }: { stage: number; done: number }) {
  const totals = stages.map(({ total = 0 }) => total);
  const sum = (some: readonly number[]) => some.reduce((all, count) => all + count, 0);
  const whole = sum(totals);
  return whole === 0
    ? undefined
    : Math.min(1, (sum(totals.slice(0, stage)) + Math.min(done, totals[stage] ?? 0)) / whole);
}

function assertOn(abort: AbortSignal): void {
  if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
}
