import { DAY, HOUR, type Signal } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declarations, NOW, recomputed, signals } from './arbitrary.fixture.js';
import { ComputedTraits, type TraitStates } from './computed-traits.js';

const traits = new ComputedTraits(declarations);
const zone = 'UTC';
const utc = (now: number) => ({ now, zone });

/** What lies at the same moment has an order of its own: see the tests of ties. */
function apart(all: readonly Signal[]): Signal[] {
  return [...new Map(all.map((signal) => [signal.timestamp, signal])).values()];
}

function afterBatches(batches: readonly (readonly Signal[])[], computed = traits): TraitStates {
  return batches.reduce<TraitStates>((states, batch) => stored(computed.advance(states, batch, zone)), {});
}

/** As a store gives it back. */
function stored<State>(state: State): State {
  return JSON.parse(JSON.stringify(state));
}

/** Some signals, shuffled and cut into batches; and some moments to ask at. */
function scenario(longest: number) {
  return signals(longest).chain((all) =>
    fc.record({
      all: fc.constant(all),
      shuffled: fc.shuffledSubarray(all, { minLength: all.length }),
      cuts: fc.array(fc.nat(all.length), { maxLength: 4 }),
      now: fc.nat(60 * 24).map((hours) => NOW + hours * HOUR),
    }),
  );
}

function cut(all: readonly Signal[], cuts: readonly number[]): Signal[][] {
  const ends = [...cuts, all.length].sort((a, b) => a - b);
  return ends.map((end, index) => all.slice(ends[index - 1] ?? 0, end));
}

describe('computed traits', () => {
  it('are what the whole history says, at any moment', () => {
    fc.assert(
      fc.property(scenario(80), ({ shuffled, cuts, now }) => {
        const some = apart(shuffled);
        const states = afterBatches(cut(some, cuts));
        const values = traits.valuesAt(states, utc(now));
        const right = recomputed(some, now);
        for (const name of Object.keys(declarations)) expect([name, values[name]]).toStrictEqual([name, right[name]]);
      }),
      { numRuns: 150 },
    );
  });

  it('do not depend on order, batches, or under which id signals came', () => {
    fc.assert(
      fc.property(scenario(400), fc.nat(400), ({ all, shuffled, cuts, now }, split) => {
        const right = traits.valuesAt(afterBatches([all]), utc(now));
        const batches = cut(shuffled, cuts);
        expect(traits.valuesAt(afterBatches(batches), utc(now))).toStrictEqual(right);
        const parts = [shuffled.slice(0, split), shuffled.slice(split)].map((part) => afterBatches([part]));
        expect(traits.valuesAt(traits.merge(parts[0] ?? {}, parts[1] ?? {}), utc(now))).toStrictEqual(right);
      }),
      { numRuns: 60 },
    );
  });

  it('say when they change next, never too late', () => {
    fc.assert(
      fc.property(scenario(60), fc.double({ min: 0, max: 0.999, noNaN: true }), ({ all, now }, part) => {
        const states = afterBatches([all]);
        const next = Math.min(traits.nextChangeAt(states, utc(now)), now + 100 * DAY);
        expect(next).toBeGreaterThan(now);
        const before = Math.floor(now + (next - now - 1) * part);
        expect(traits.valuesAt(states, utc(before))).toStrictEqual(traits.valuesAt(states, utc(now)));
      }),
    );
  });

  it('end at a moment after which nothing changes but what counts days', () => {
    const counting = new ComputedTraits({ orders: declarations.recentOrders, colours: declarations.coloursLately });
    const order = {
      id: '1',
      type: 'View',
      person: 'ana',
      timestamp: NOW,
      receivedAt: NOW,
      properties: { colour: 'red' },
    };
    const states = counting.advance({}, [order], zone);
    expect(counting.nextChangeAt(states, utc(NOW))).toBe(NOW + 10 * DAY);
    expect(counting.nextChangeAt(states, utc(NOW + 10 * DAY))).toBe(Infinity);
    expect(counting.valuesAt(states, utc(NOW + 10 * DAY))).toEqual({ orders: 0, colours: [] });
  });
});

describe('a person', () => {
  it('without signals has no made-up values', () => {
    const none = { orders: 0, recentOrders: 0, springOrders: 0, spent: 0, recentlySpent: 0, days: 0, weeks: 0 };
    expect(traits.valuesAt({}, utc(NOW))).toEqual({ ...none, colours: [], coloursLately: [] });
    expect(traits.nextChangeAt({}, utc(NOW))).toBe(Infinity);
  });

  it('with 100,000 signals has small, exact states', { timeout: 60_000 }, () => {
    const minute = 60_000;
    const all = Array.from({ length: 100_000 }, (_, index) => ({
      ...{ id: `${index}`, type: 'Order', person: 'ana', receivedAt: NOW },
      ...{ timestamp: NOW - index * minute, value: 0.1, itemId: `item-${index}` },
      properties: { colour: `colour-${index % 30}` },
    }));
    const many = new ComputedTraits({
      ...declarations,
      everyItem: { mostFrequent: 'itemId', of: 'Order' },
      items: { unique: 'itemId', of: 'Order' },
    });
    const states = stored(many.advance({}, all, zone));
    const values = many.valuesAt(states, utc(NOW));
    expect(values).toMatchObject({ orders: 100_000, spent: 10_000, basket: 0.1, sinceOrder: 0, days: 70 });
    // Of 14,400 minutes the older parts leave by fiftieths of the window: never early by more than that.
    expect(values.recentOrders).toBeGreaterThan(14_400 * (1 - 1 / 50) - 1);
    expect(values.recentOrders).toBeLessThanOrEqual(14_400);
    // More different ones than are kept: nothing, not a guess.
    expect(values.everyItem).toBeUndefined();
    expect(values.items).toHaveLength(100);
    expect(JSON.stringify(states).length).toBeLessThan(60_000);
  });
});

describe('declarations', () => {
  it('are told apart by what they say, not by the order in which they stand', () => {
    const { orders, spent } = declarations;
    const { of } = new ComputedTraits({ orders, spent });
    expect(new ComputedTraits({ spent, orders }).of).toBe(of);
    expect(new ComputedTraits({ orders, spent: { ...spent, within: '1d' } }).of).not.toBe(of);
  });

  it('may have names that objects have members of', () => {
    const odd = new ComputedTraits({ constructor: { count: 'Order' }, hasOwnProperty: { count: 'View' } } as object);
    expect(odd.valuesAt({}, utc(NOW))).toEqual({ constructor: 0, hasOwnProperty: 0 });
  });
});

describe('of signals at the same moment', () => {
  it('the first and last are those by their JSON', () => {
    const at = (itemId: string): Signal => ({
      ...{ id: itemId, type: 'Order', person: 'ana', timestamp: NOW, receivedAt: NOW, itemId },
    });
    const ends = new ComputedTraits({
      first: { first: 'itemId', of: 'Order' },
      last: { last: 'itemId', of: 'Order' },
      lately: { first: 'itemId', of: 'Order', within: '1d' },
    });
    for (const all of [
      ['b', 'a', 'c'],
      ['c', 'b', 'a'],
      ['a', 'c', 'b'],
    ]) {
      const states = ends.advance({}, all.map(at), zone);
      expect(ends.valuesAt(states, utc(NOW))).toEqual({ first: 'a', last: 'c', lately: 'a' });
    }
  });
});
