import {
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
  readonly work: TrackingMeaning;
}

/** Where an event stands, such as `batch[3]`; empty for one alone. */
export type FieldOf = (index: number) => string;

/** Codes that say something about what was sent, and not about us. */
const eventsFault = /^SINTONIA_(?:INPUT|PERSON|IDENTIFIER|IDENTITY|CONSENT)_/;

type Told = Pick<Engine, 'collect' | 'identify' | 'identity'>;

/**
 * Does all of it, and then says what became of it: first who people are, one after the other for each person; then what they
 * did, in one commit.
 *
 * @throws what the store throws; what the events themselves are to blame for is told in `refused`.
 */
export function take(engine: Told, works: readonly PlacedWork[], fieldOf: FieldOf): Promise<Taken> {
  const taken: Taken = { accepted: 0, duplicates: 0, refused: [] };
  if (works.every(isDone)) return collected(engine, works, fieldOf, taken);
  const taking = turnsOf(works).map((turn) => takeTurn(engine, turn, fieldOf, taken));
  return Promise.all(taking).then(() => collected(engine, works.filter(isDone), fieldOf, taken));
}

/** What somebody did, as most of what comes is. */
type Done = PlacedWork & { readonly work: { readonly signal: SignalInput } };
const isDone = (placed: PlacedWork): placed is Done => 'signal' in placed.work;

/** What says who people are, by person. */
function turnsOf(works: readonly PlacedWork[]): readonly PlacedWork[][] {
  const turns = new Map<string, PlacedWork[]>();
  for (const placed of works) {
    if (isDone(placed)) continue;
    const who = personKey(placed);
    const turn = turns.get(who);
    if (turn === undefined) turns.set(who, [placed]);
    else turn.push(placed);
  }
  return [...turns.values()];
}

// No async function: while the store writes, it would hold on to what was sent, of hundreds of requests at once.
function collected(engine: Told, works: readonly Done[], fieldOf: FieldOf, taken: Taken): Promise<Taken> {
  if (works.length === 0) return Promise.resolve(taken);
  const places = works.map(({ index }) => index);
  const input = works.map(({ work }) => work.signal);
  return engine.collect(input, { onInvalid: 'skip' }).then(({ accepted, duplicates, refused }) => {
    taken.accepted += accepted;
    taken.duplicates += duplicates.length;
    for (const { index, code, field } of refused) {
      const place = places[index] as number;
      taken.refused.push({ index: place, code, ...(field !== undefined && { field: moved(field, fieldOf(place)) }) });
    }
    return taken;
  });
}

async function takeTurn(engine: Told, turn: readonly PlacedWork[], fieldOf: FieldOf, taken: Taken): Promise<void> {
  for (const { index, work } of turn) {
    try {
      if ('identity' in work) await engine.identify(work.identity);
      else if ('alias' in work) await engine.identity.merge(work.alias);
      taken.accepted++;
    } catch (error) {
      // What fails on our side fails the request, so that the sender comes again.
      if (!isSintoniaError(error) || !eventsFault.test(error.code)) throw error;
      const { code, field } = error;
      taken.refused.push({ index, code, ...(field !== undefined && { field: within(fieldOf(index), field) }) });
    }
  }
}

/** The engine names places in the list that it got; the sender knows another one. */
const moved = (field: string, path: string) => within(path, field.replace(/^\[\d+\]\.?/, ''));

const within = (path: string, member: string) => (member === '' || path === '' ? path + member : `${path}.${member}`);

function personKey({ work }: PlacedWork): string {
  const reference: IdentifyInput = 'identity' in work ? work.identity : 'alias' in work ? work.alias : {};
  try {
    return personOf(reference);
  } catch {
    // Refused when its turn comes.
    return '';
  }
}
