import { trackingKinds } from '@sintonia/spec';
import fc from 'fast-check';

const names = [
  'userId',
  'anonymousId',
  'messageId',
  'event',
  'type',
  'properties',
  'traits',
  'context',
  'timestamp',
  'sentAt',
];
const values = fc.oneof(
  fc.anything({
    maxDepth: 3,
    key: fc.constantFrom('a', '__proto__', 'constructor', 'product_id', 'products', 'revenue'),
  }),
  fc.constantFrom(
    '',
    'ana',
    'null',
    '~ana',
    '\u0000',
    '\ud800',
    '2026-01-01T00:00:00Z',
    'Product Viewed',
    ...trackingKinds,
  ),
  fc.constantFrom(null, true, 0, -1, 1e308, 1_767_225_600_000, [], {}, [[]], '9'.repeat(300)),
);

/** Something like an event, with some of its members wrong. */
const event = fc.dictionary(fc.constantFrom(...names, 'groupId', 'previousId', 'name', 'category'), values, {
  maxKeys: 8,
});

const written = (value: unknown) => {
  try {
    return Buffer.from(JSON.stringify(value) ?? '');
  } catch {
    return Buffer.from('{');
  }
};

/** Bodies as no client sends them: events with wrong members, batches of them, JSON cut or with bytes changed, and noise. */
export const malformedBody: fc.Arbitrary<Buffer> = fc.oneof(
  event.map(written),
  fc.array(fc.oneof(event, values), { maxLength: 5 }).map((batch) => written({ batch, sentAt: 'soon' })),
  fc.tuple(event, fc.nat(400)).map(([one, cut]) => written(one).subarray(0, cut)),
  fc.tuple(event, fc.nat(400), fc.nat(255)).map(([one, at, byte]) => {
    const bytes = written(one);
    if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return bytes;
  }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.nat(2000).map((depth) => Buffer.from('{"a":'.repeat(depth))),
);
