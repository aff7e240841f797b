import {
  type CollectResult,
  type Engine,
  type ErrorCode,
  type IdentifyInput,
  isSintoniaError,
  personOf,
  type SignalInput,
  type TrackingMeaning,
} from '@sintonia/spec';

/** What became of events. Whatever was accepted is durable. */
export interface Taken {
  accepted: number;
  duplicates: number;
  /** By their place in what was sent. */
  refused: { readonly index: number; readonly code: ErrorCode; readonly field?: string }[];
}

/** An event's work, and its place in what was sent. */
export interface PlacedWork {
  readonly index: number;
  /** Where the event stands, such as `batch[3]`; empty for one alone. */
  readonly field: string;
  readonly work: TrackingMeaning;
}

/** Codes that say something about what was sent, and not about us. */
const eventsFault = /^SINTONIA_(?:INPUT|PERSON|IDENTIFIER|IDENTITY|CONSENT)_/;

type Told = Pick<Engine, 'collect' | 'identify' | 'identity'>;

/**
 * Does all of it, and then says what became of it: first who people are, one after the other for each person; then what they
 * did, in one commit.
 *
 * @throws what the store throws; what the events themselves are to blame for is told in `refused`.
 */
export async function take(engine: Told, works: readonly PlacedWork[]): Promise<Taken> {
  const { signals, input, turns } = sorted(works);
  const taken: Taken = { accepted: 0, duplicates: 0, refused: [] };
  if (turns !== undefined) await Promise.all(Array.from(turns.values(), (turn) => takeTurn(engine, turn, taken)));
  if (signals.length > 0) note(await engine.collect(input, { onInvalid: 'skip' }), signals, taken);
  if (taken.refused.length > 1) taken.refused.sort((a, b) => a.index - b.index);
  return taken;
}

/** What people did, beside what is taken one after the other; that by person. */
function sorted(works: readonly PlacedWork[]) {
  const signals: PlacedWork[] = [];
  const input: SignalInput[] = [];
  // Most of what comes are signals.
  let turns: Map<string, PlacedWork[]> | undefined;
  for (const placed of works) {
    if ('signal' in placed.work) {
      signals.push(placed);
      input.push(placed.work.signal);
      continue;
    }
    const who = personKey(placed);
    turns ??= new Map();
    const turn = turns.get(who);
    if (turn === undefined) turns.set(who, [placed]);
    else turn.push(placed);
  }
  return { signals, input, turns };
}

function note({ accepted, duplicates, refused }: CollectResult, signals: readonly PlacedWork[], taken: Taken): void {
  taken.accepted += accepted;
  taken.duplicates += duplicates.length;
  for (const { index, code, field } of refused) {
    const { index: place, field: path } = signals[index] as PlacedWork;
    taken.refused.push({ index: place, code, ...(field !== undefined && { field: moved(field, path) }) });
  }
}

async function takeTurn(engine: Told, turn: readonly PlacedWork[], taken: Taken): Promise<void> {
  for (const { index, field, work } of turn) {
    try {
      if ('identity' in work) await engine.identify(work.identity);
      else if ('alias' in work) await engine.identity.merge(work.alias);
      taken.accepted++;
    } catch (error) {
      // What fails on our side fails the request, so that the sender comes again.
      if (!isSintoniaError(error) || !eventsFault.test(error.code)) throw error;
      const { code, field: at } = error;
      taken.refused.push({ index, code, ...(at !== undefined && { field: field === '' ? at : `${field}.${at}` }) });
    }
  }
}

/** The engine names places in the list that it got; the sender knows another one. */
const moved = (field: string, path: string) => {
  const member = field.replace(/^\[\d+\]\.?/, '');
  return member === '' ? path : path === '' ? member : `${path}.${member}`;
};

function personKey({ work }: PlacedWork): string {
  const reference: IdentifyInput = 'identity' in work ? work.identity : 'alias' in work ? work.alias : {};
  try {
    return personOf(reference);
  } catch {
    // Refused when its turn comes.
    return '';
  }
}
