import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  assertIdentifier,
  type BackfillPage,
  type BackfillRequest,
  type Collected,
  type CollectedSignal,
  readMoment,
  readNumber,
  readObject,
  type SignalCollector,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';

export interface FakeCollectorOptions {
  /** Default: `fake-vendor`. */
  readonly name?: string;
  /** What `sign` signs with. Default: `fake-secret`. */
  readonly secret?: string;
  /** What `backfill` finds: payloads, oldest first. Default: none. */
  readonly history?: readonly unknown[];
}

/** A vendor that lives in memory. */
export interface FakeCollector extends SignalCollector {
  verify(request: WebhookRequest): Promise<void>;
  backfill(request: BackfillRequest): AsyncIterable<BackfillPage>;
  /** A request as this vendor would send it. */
  sign(payload: unknown, receivedAt: number): WebhookRequest;
}

const HEADER = 'x-fake-signature';

/** A collector that passes `collectorSuite`. Its payload: `{ id, event, user, item?, value?, at }`, or a list of these. */
export function fakeCollector(options: FakeCollectorOptions = {}): FakeCollector {
  const { name = 'fake-vendor', secret = 'fake-secret', history = [] } = options;
  const signatureOf = (body: Uint8Array) => Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));

  function parse(payload: unknown): Collected {
    const events = Array.isArray(payload) ? payload : [payload];
    const signals = events.map((event, index) => signalOf(name, event, Array.isArray(payload) ? `[${index}]` : ''));
    const ids = new Set(signals.map(({ id }) => id));
    return { signals: signals.filter(({ id }) => ids.delete(id)) };
  }

  return {
    name,
    specVersion: 1,
    parse,
    async verify({ headers, rawBody }) {
      const expected = signatureOf(rawBody);
      const given = Buffer.from(headers[HEADER] ?? '');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new SintoniaError('WEBHOOK_UNVERIFIED', 'The webhook could not be verified.');
      }
    },
    async *backfill({ since, abort }) {
      for (const payload of history) {
        if (abort.aborted) return;
        const signals = parse(payload).signals?.filter(({ timestamp }) => readMoment(timestamp, 'at') >= since) ?? [];
        if (signals.length > 0) yield { signals };
      }
    },
    sign(payload, receivedAt) {
      const rawBody = Buffer.from(JSON.stringify(payload));
      const headers = { 'content-type': 'application/json', [HEADER]: signatureOf(rawBody).toString() };
      return { method: 'POST', url: `https://example.com/webhooks/${name}`, headers, rawBody, receivedAt };
    },
  };
}

function signalOf(vendor: string, input: unknown, path: string): CollectedSignal {
  const at = (field: string) => (path === '' ? field : `${path}.${field}`);
  const { id, event, user, item, value, at: happened } = readObject(input, path === '' ? 'payload' : path);
  const key = `${vendor}:${identifier(id, at('id'))}`;
  assertIdentifier(key, at('id'));
  const userId = identifier(user, at('user'));
  if (userId.startsWith('~'))
    throw new SintoniaError('INPUT_INVALID', 'A user must not start with "~".', { field: at('user') });
  return {
    id: key,
    type: identifier(event, at('event')),
    userId,
    timestamp: readMoment(happened, at('at')),
    ...(item === undefined ? {} : { itemId: identifier(item, at('item')) }),
    ...(value === undefined ? {} : { value: readNumber(value, at('value'), { min: -1e15, max: 1e15 }) }),
  };
}

function identifier(value: unknown, field: string): string {
  assertIdentifier(value, field);
  return value;
}
