import { type DeliveryEvent, deliveryEventKinds } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressHistory, softBouncedAt, withDelivery } from './address-history.js';
import { deliveryStateIn, isKnown, type MessageFacts, shownFacts, withReport } from './message-facts.js';

/** One id always is the same report. */
const reports = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 500 }).map(String),
    kind: fc.constantFrom(...deliveryEventKinds),
    at: fc.integer({ min: 0, max: 20 }),
    by: fc.constantFrom('human' as const, 'machine' as const, undefined),
    because: fc.constantFrom('5.1.1', '4.2.2', undefined),
  }),
  { selector: ({ id }) => id, maxLength: 60 },
) as fc.Arbitrary<DeliveryEvent[]>;

/** The same reports again: in another order, some of them several times. */
const told = reports.chain((all) => {
  const again =
    all.length === 0 ? fc.constant<DeliveryEvent[]>([]) : fc.array(fc.constantFrom(...all), { maxLength: 30 });
  const shuffled = again.chain((more) =>
    fc.shuffledSubarray([...all, ...more], { minLength: all.length + more.length }),
  );
  return fc.tuple(fc.constant(all), shuffled);
});

const factsOf = (events: readonly DeliveryEvent[]) => events.reduce<MessageFacts>(withReport, {});

describe('what is known of a message', () => {
  it('does not depend on the order of reports, nor on how often they come: the very bytes', () => {
    fc.assert(
      fc.property(told, ([once, again]) => {
        expect(JSON.stringify(factsOf(again))).toBe(JSON.stringify(factsOf(once)));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('counts each report once, up to 32, by person and by program', () => {
    const opens = Array.from(
      { length: 40 },
      (_, id): DeliveryEvent => ({ id: `${id}`, kind: 'open', at: id, by: 'machine' }),
    );
    const facts = factsOf([...opens, ...opens, { id: 'x', kind: 'open', at: 50, by: 'human' }]);
    expect(shownFacts(facts).open).toEqual({ first: 0, last: 50, times: { human: 1, machine: 32, unsaid: 0 } });
    expect(isKnown(factsOf(opens.slice(0, 3)), opens[2] as DeliveryEvent)).toBe(true);
    expect(isKnown(factsOf(opens.slice(0, 3)), opens[3] as DeliveryEvent)).toBe(false);
  });

  it.each([
    [['accepted'], 'accepted'],
    [['deferred', 'accepted'], 'deferred'],
    [['delivered', 'deferred'], 'delivered'],
    [['open', 'accepted'], 'delivered'],
    [['complaint'], 'delivered'],
    [['delivered', 'softBounce'], 'softBounce'],
    [['hardBounce', 'softBounce', 'click'], 'hardBounce'],
    [[], undefined],
  ] as const)('from %j says %s', (seen, state) => {
    expect(deliveryStateIn(factsOf(seen.map((kind, at) => ({ id: kind, kind, at }))))).toBe(state);
  });
});

describe('how deliveries to an address went', () => {
  const historyOf = (events: readonly DeliveryEvent[]) =>
    events.reduce<AddressHistory>(withDelivery, { softBounces: [] });

  it('does not depend on the order of reports either', () => {
    fc.assert(
      fc.property(told, ([once, again]) => {
        expect(historyOf(again)).toEqual(historyOf(once));
        expect(softBouncedAt(historyOf(again))).toBe(softBouncedAt(historyOf(once)));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is the end after five soft bounces in a row', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (deliveries) => {
        const events = deliveries.map((isDelivered, at): DeliveryEvent => {
          return { id: `${at}`, kind: isDelivered ? 'delivered' : 'softBounce', at };
        });
        const inARow = deliveries.length - 1 - deliveries.lastIndexOf(true);
        expect(softBouncedAt(historyOf(events)) !== undefined).toBe(inARow >= 5);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
