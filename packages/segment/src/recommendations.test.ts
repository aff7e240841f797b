import type { Destination, PersonUpdate } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { type Behaviour, segmentStandIn, success, writeKey } from './segment.fixture.js';
import { segment } from './segment.js';
import type { SegmentOptions } from './segment-options.js';

const abort = new AbortController().signal;
const ana: PersonUpdate = { person: { userId: 'ana' }, traits: { plan: 'pro' }, segments: [], picks: ['mug', 'tea'] };

/** A destination at a moment that can be set, and the recommendation events that Segment got. */
async function rig(options: SegmentOptions = {}, ...behaviours: Behaviour[]) {
  const { fetch, seen } = await segmentStandIn(...behaviours);
  const plugin = segment({ writeKey, fetch, ...options });
  const clock = { at: 0, now: () => clock.at };
  plugin.setup?.({ tenant: 'default', clock });
  const [destination] = plugin.destinations as [Destination];
  const write = (...updates: PersonUpdate[]) => destination.write(updates, { abort });
  const calls = () => seen.flatMap(({ body }) => body.batch ?? []);
  return { clock, write, calls, seen, events: () => calls().filter(({ type }) => type === 'track') };
}

it('new picks are an event of their own, behind what is known of the person', async () => {
  const { write, calls } = await rig();
  expect(await write(ana, { ...ana, person: { anonymousId: 'device-1' } })).toEqual([undefined, undefined]);
  const products = [
    { product_id: 'mug', position: 1 },
    { product_id: 'tea', position: 2 },
  ];
  const event = {
    type: 'track',
    event: 'Recommendations Updated',
    timestamp: '1970-01-01T00:00:00.000Z',
    messageId: expect.stringMatching(/^sintonia-[\w-]{43}$/),
    properties: { products },
  };
  const identify = expect.objectContaining({ type: 'identify' });
  expect(calls()).toEqual([identify, { ...event, userId: 'ana' }, identify, { ...event, anonymousId: 'device-1' }]);
  expect(new Set(calls().map(({ messageId }) => messageId)).size).toBe(4);
});

it('picks that are the same are told once, and under the same id by another process', async () => {
  const { write, events, clock } = await rig();
  await write(ana);
  clock.at = 3_600_000;
  await write({ ...ana, traits: { plan: 'free' } });
  expect(events()).toHaveLength(1);
  await write({ ...ana, picks: ['tea', 'mug'] });
  await write(ana);
  const another = await rig();
  another.clock.at = 7_200_000;
  await another.write(ana);
  const ids = [...events(), ...another.events()].map(({ messageId }) => messageId);
  expect([ids.length, ids[2] === ids[0], ids[3] === ids[0], ids[1] === ids[0]]).toEqual([4, true, true, false]);
});

it('without picks, and where none is wanted, there is no event', async () => {
  const { write, events } = await rig();
  await write({ person: ana.person, traits: {}, segments: [] }, { ...ana, picks: [] });
  const silent = await rig({ recommendationEvent: false });
  await silent.write(ana);
  expect([...events(), ...silent.events()]).toEqual([]);
  const named = await rig({ recommendationEvent: 'Picks' });
  await named.write(ana);
  expect(named.events()).toMatchObject([{ event: 'Picks' }]);
});

it('what was not taken is told again', async () => {
  const { write, events } = await rig(
    {},
    (response) => response.writeHead(400).end(),
    (response) => response.end(success),
  );
  expect((await write(ana))[0]?.code).toBe('SINTONIA_PLATFORM_REJECTED');
  expect(await write(ana)).toEqual([undefined]);
  expect(events().map(({ messageId }) => messageId === events()[0]?.messageId)).toEqual([true, true]);
});

it('whose two calls stand in two batches is written only where both are taken', async () => {
  // Fills a batch up to where there is room for one more call, and not for two.
  const filling = Array.from({ length: 16 }, (_, index) => {
    const text = 'x'.repeat(index === 15 ? 27_000 : 31_000);
    return { person: { userId: `p${index}` }, traits: { text }, segments: [] };
  });
  const refused: Behaviour = (response) => response.writeHead(400).end();
  const taken: Behaviour = (response) => response.end(success);
  const last = { ...ana, picks: Array.from({ length: 100 }, (_, index) => `item-${index}-${'y'.repeat(20)}`) };
  for (const behaviours of [
    [refused, taken],
    [taken, refused],
  ]) {
    const { write, seen } = await rig({}, ...behaviours);
    const words = await write(...filling, last);
    const batches = seen.map(({ body }) => body.batch?.filter(({ userId }) => userId === 'ana').length);
    expect([batches, words.at(-1)?.code]).toEqual([[1, 1], 'SINTONIA_PLATFORM_REJECTED']);
  }
});
