import {
  assertBoundedJson,
  type Bounds,
  bounds,
  type Clock,
  type Engine,
  isSintoniaError,
  meaningOf,
  parseJson,
  parseUnchecked,
  readObject,
  SintoniaError,
  type TrackingKind,
  trackingKinds,
} from '@sintonia/spec';
import { json } from '../request/answers.js';
import type { Incoming, Outgoing } from '../request/incoming.js';
import { inflatedBody } from '../request/inflate.js';
import { type Operation, type Route, trouble } from '../request/route.js';
import type { Sender, Senders } from '../request/senders.js';
import { answered, count, listOf, text } from '../shapes/answered.js';
import { moment } from '../shapes/scalars.js';
import { list, object } from '../shapes/structures.js';
import { clockBehind } from './clock-behind.js';
import { batched, beside, event, single } from './event.js';
import { type PlacedWork, type Taken, take } from './take.js';

/** Segment's own limits: bytes of an event and of a batch. */
const EVENT = 32 * 1024;
const BATCH = 500 * 1024;
/** As many events as fit into a batch when each has 200 bytes; fewer have no name, no person and no time. */
const MOST = 2_500;
const eventBounds: Bounds = { ...bounds, bytes: EVENT };
/** So that a batch of many small ones passes. How deep one goes is asked of each by itself, as all that spoils it alone. */
const batchBounds = { bytes: BATCH, depth: BATCH, keys: 100_000 };

export interface TrackingSettings {
  readonly engine: Pick<Engine, 'collect' | 'identify' | 'identity'>;
  readonly senders: Senders;
  readonly clock: Clock;
  /** Traits that only senders with a secret key may set. */
  readonly protectedTraits: ReadonlySet<string>;
}

/** Segment's tracking API: one path for each kind of call, the short ones of the browser's client, and batches. */
export function trackingRoutes(settings: TrackingSettings): readonly Route[] {
  const route = (path: string, operation: Operation, answer: Route['answer']): Route => ({
    method: 'POST',
    path,
    crossOrigin: true,
    operation,
    answer,
  });
  const singles = trackingKinds.flatMap((kind) =>
    // The browser's client calls the first letter, and says that what it sends is text, to do without a preflight.
    [`/v1/${kind}`, `/v1/${kind[0]}`].map((path) =>
      route(path, { ...described, summary: `Segment's ${kind}`, takes: single }, (incoming) =>
        takeOne(incoming, kind, settings),
      ),
    ),
  );
  const batches = ['/v1/batch', '/v1/b'].map((path) =>
    route(path, { ...described, summary: "Segment's batch", takes: batch }, (incoming) =>
      takeBatch(incoming, settings),
    ),
  );
  return [...singles, ...batches];
}

/** Calls are read one by one, so that only those are refused that are no good. */
const placed = { schema: batched.schema, read: (call: unknown) => call };
const batch = object({ batch: list(placed, MOST) }, beside, { open: true });

const described = {
  tag: 'tracking',
  security: 'writeKey',
  mediaTypes: ['application/json', 'text/plain'],
  returns: answered({
    success: { const: true },
    accepted: count,
    duplicates: count,
    refused: listOf(answered({ index: count, code: text }, { field: text })),
  }),
  gives: {
    ...trouble,
    200: 'Durable. `refused` says which events were not taken, and why.',
    400: 'Not what it must be. Coming again with the same does not help.',
    401: 'No key that is known.',
    403: 'From a page that is none of `origins`.',
    413: `More than ${EVENT / 1024} KB an event or ${BATCH / 1024} KB a batch.`,
    415: 'Encoded otherwise than by gzip.',
    429: 'Too many requests with this key. `Retry-After` says when to come again.',
  },
} as const;

async function takeOne(incoming: Incoming, kind: TrackingKind, settings: TrackingSettings): Promise<Outgoing> {
  const known = settings.senders.byHeaders(incoming);
  const taken = await oneTaken(await inflatedBody(incoming, EVENT), kind, known, settings);
  const [fault] = taken.refused;
  if (fault && isSendersFault(fault)) {
    const message = `${fault.field ?? 'The event'} is not what it must be.`;
    return json(400, { error: { ...fault, message } });
  }
  return answerOf(taken);
}

function oneTaken(bytes: Uint8Array, kind: TrackingKind, known: Sender | undefined, settings: TrackingSettings) {
  const body = readObject(parseJson(bytes, eventBounds), 'body');
  const sender = known ?? settings.senders.byKey(body.writeKey);
  const work = meaningOf(kind, event.read(body, ''), '', workContext(body.sentAt, sender, settings));
  return take(settings.engine, [{ index: 0, work }], () => '');
}

async function takeBatch(incoming: Incoming, settings: TrackingSettings): Promise<Outgoing> {
  const known = settings.senders.byHeaders(incoming);
  return answerOf(await batchTaken(await inflatedBody(incoming, BATCH), known, settings));
}

function batchTaken(bytes: Uint8Array, known: Sender | undefined, settings: TrackingSettings): Promise<Taken> {
  const body = readObject(parseUnchecked(bytes, batchBounds), 'body');
  const sender = known ?? settings.senders.byKey(body.writeKey);
  const { batch: calls, sentAt } = batch.read(body, '');
  const context = workContext(sentAt, sender, settings);

  const works: PlacedWork[] = [];
  const refused: Taken['refused'] = [];
  for (const [index, each] of calls.entries()) {
    const field = placeIn(index);
    try {
      assertBoundedJson(each, field, eventBounds);
      // One that is too long makes the body longer than that, too: mostly nothing has to be measured.
      if (bytes.length > EVENT) assertSize(each, field);
      const call = batched.read(each, field);
      works.push({ index, work: meaningOf(call.type, call, field, context) });
    } catch (error) {
      if (!isSintoniaError(error)) throw error;
      refused.push({ index, code: error.code, ...(error.field !== undefined && { field: error.field }) });
    }
  }
  return take(settings.engine, works, placeIn).then((taken) => ({ ...taken, refused: [...refused, ...taken.refused] }));
}

const placeIn = (index: number) => `batch[${index}]`;

const none: ReadonlySet<string> = new Set();

function workContext(sentAt: unknown, { trusted }: Sender, { clock, protectedTraits }: TrackingSettings) {
  const withheld = trusted ? none : protectedTraits;
  return { withheld, behind: clockBehind(sentMoment(sentAt), clock.now()) };
}

/** A sender that doesn't know what time it is has no other clock to correct by. */
function sentMoment(sentAt: unknown): number | undefined {
  // Said here, since an error costs more than all the rest of an event.
  if (sentAt === undefined || sentAt === null) return undefined;
  try {
    return moment.read(sentAt, 'sentAt');
  } catch {
    return undefined;
  }
}

function assertSize(given: unknown, field: string): void {
  if (Buffer.byteLength(JSON.stringify(given)) <= EVENT) return;
  throw new SintoniaError('INPUT_TOO_LARGE', `${field} has more than ${EVENT} bytes.`, { field });
}

/** A person who did not agree, or was erased, is nobody's fault: no browser should show that as an error. */
function isSendersFault({ code }: Taken['refused'][number]): boolean {
  return code !== 'SINTONIA_CONSENT_DENIED' && code !== 'SINTONIA_SIGNAL_ERASED';
}

/** The answer to nearly all that comes alone. */
const taken = json(200, { success: true, accepted: 1, duplicates: 0, refused: [] });

function answerOf({ accepted, duplicates, refused }: Taken): Outgoing {
  if (accepted === 1 && duplicates === 0 && refused.length === 0) return taken;
  const inOrder = refused.toSorted((a, b) => a.index - b.index);
  return json(200, { success: true, accepted, duplicates, refused: inOrder });
}
