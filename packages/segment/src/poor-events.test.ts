import { DAY, type SignalCollector } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { posted, postedWhole, sharedSecret, track } from './segment.fixture.js';
import { segment } from './segment.js';

const [collector] = segment({ sharedSecret, consents: { Analytics: 'analytics' } }).collectors as [SignalCollector];
const parse = (...events: unknown[]) => collector.parse(events, postedWhole(events));
const idsOf = (...events: unknown[]) => parse(...events).signals?.map(({ id }) => id);
const named = (messageId: string, more: object = {}) => ({ ...track, messageId, ...more });
const poor: [string, unknown][] = [
  ['a user id that is none', named('p', { userId: '~x' })],
  ['no message id', { ...track, messageId: undefined }],
  ['a time zone that is none', named('p', { type: 'identify', traits: { timezone: 'Nowhere/None' } })],
  ['an e-mail address that is a number', named('p', { type: 'identify', traits: { email: 7 } })],
  ['a type that is none', named('p', { type: 'toString' })],
  ['a time that is none', named('p', { timestamp: '2026-02-30' })],
  ['nothing at all', null],
];

describe.each(poor)('an event with %s', (_what, event) => {
  it('is left out of a batch, and its neighbours are taken', () => {
    expect(idsOf(named('a'), event, named('b'))).toEqual(['a', 'b']);
    expect(parse(named('a'), event).identities).toEqual([]);
  });

  it('is refused where there is nothing else', () => {
    const refused = expect.objectContaining({ code: expect.stringMatching(/^SINTONIA_(?:INPUT|PERSON)_/) });
    expect(() => parse(event)).toThrow(refused);
    expect(() => collector.parse(event)).toThrow(refused);
  });
});

const choice = { event: 'Segment Consent Preference Updated', context: { consent: { categoryPreferences: {} } } };

describe('a batch fails as a whole', () => {
  it.each<[string, string, object]>([
    ['a deletion of nobody', '[1].userId', { type: 'delete', userId: '~x' }],
    ['a deletion at no time', '[1].timestamp', { type: 'delete', userId: 'ana', timestamp: 'soon' }],
    ['a choice of nobody', '[1].userId', named('c', { ...choice, userId: '~x' })],
    ['a choice at no time', '[1].timestamp', named('c', { ...choice, timestamp: undefined })],
  ])('where it holds %s', (_what, field, event) => {
    expect(() => parse(named('a'), event)).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }));
  });

  it('where it begins with a deletion, and what is behind is not signed', () => {
    const events = [{ type: 'delete', userId: 'ana' }, track];
    for (const unsignedTail of ['ignore', 'accept'] as const) {
      const [lenient] = segment({ sharedSecret, unsignedTail }).collectors;
      expect(() => lenient?.parse(events, posted(events))).toThrow(
        expect.objectContaining({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' }),
      );
      expect(lenient?.parse(events, postedWhole(events)).erasures).toHaveLength(1);
    }
  });
});

describe('a deletion', () => {
  const { receivedAt } = posted(track);
  const at = (timestamp: number | undefined) => ({ type: 'delete', userId: 'ana', messageId: 'd-1', timestamp });
  const erased = (event: object) => collector.parse(event, posted(event)).erasures?.length;

  it('counts for a day, where it says when it was ordered', () => {
    expect([undefined, receivedAt, receivedAt - DAY, receivedAt + DAY].map((time) => erased(at(time)))).toEqual(
      Array(4).fill(1),
    );
    for (const time of [receivedAt - DAY - 1, receivedAt + DAY + 1, 0]) {
      expect(() => erased(at(time))).toThrow(expect.objectContaining({ field: 'timestamp' }));
    }
  });

  it('has a name, which other events need not', () => {
    const nameOf = (payload: unknown) => collector.deliveryOf?.(posted(payload));
    expect([at(0), [at(0)], [track, at(0)]].map(nameOf)).toEqual(['d-1', 'd-1', track.messageId]);
    expect([track, [track], { type: 'delete', userId: 'ana' }, [[null, { type: 'delete' }]]].map(nameOf)).toEqual(
      Array(4).fill(undefined),
    );
    expect(collector.deliveryOf?.({ ...posted(track), rawBody: Buffer.from('{"type":"delete"') })).toBeUndefined();
  });
});
