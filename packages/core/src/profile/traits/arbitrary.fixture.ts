import { DAY, HOUR, type Signal, type TraitValue } from '@sintonia/spec';
import fc from 'fast-check';
import { addExactly, exactSum } from '../exact-sum.js';
import type { TraitDeclarations } from './trait-declaration.js';

export const NOW = Date.UTC(2026, 5, 1, 12);

/** One of every kind, with windows and without. */
export const declarations = {
  orders: { count: 'Order' },
  recentOrders: { count: ['Order', 'View'], within: '10d' },
  springOrders: { count: 'Order', where: [{ property: 'colour', in: ['red', 'blue'] }] },
  spent: { sum: 'value', of: 'Order' },
  recentlySpent: { sum: 'value', of: 'Order', within: '10d', where: [{ signal: 'value', atLeast: 0 }] },
  basket: { average: 'value', of: 'Order' },
  recentBasket: { average: 'value', of: 'Order', within: '36h' },
  firstItem: { first: 'itemId', of: 'Order' },
  firstLately: { first: 'properties.colour', of: ['View', 'Order'], within: '10d' },
  lastItem: { last: 'itemId', of: 'View' },
  lastLately: { last: 'timestamp', of: 'View', within: '2d' },
  favourite: { mostFrequent: 'properties.colour', of: ['View', 'Order'] },
  favouriteLately: { mostFrequent: 'properties.colour', of: 'View', within: '10d' },
  colours: { unique: 'properties.colour', of: ['View', 'Order'] },
  coloursLately: { unique: 'properties.colour', of: 'View', within: '10d' },
  sinceOrder: { recency: 'Order' },
  days: { streak: ['View', 'Order'] },
  weeks: { streak: 'View', each: 'week' },
} satisfies TraitDeclarations;

const colours = fc.constantFrom('red', 'blue', 'green', 7, '7', true, ['red', 'blue', 'red'], null, { a: 1 });

/** Signals of 40 days; some of the same moment. */
export function signals(longest: number): fc.Arbitrary<Signal[]> {
  const one = fc.record({
    type: fc.constantFrom('Order', 'View', 'Other'),
    hoursAgo: fc.oneof(fc.nat(960), fc.double({ min: 0, max: 960, noNaN: true })),
    value: fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: undefined }),
    itemId: fc.option(fc.constantFrom('a', 'b', 'c', '__proto__'), { nil: undefined }),
    colour: colours,
  });
  return fc.array(one, { maxLength: longest, size: 'max' }).map((all) =>
    all.map(({ type, hoursAgo, value, itemId, colour }, index) => ({
      id: `${index}`,
      type,
      person: 'ana',
      timestamp: Math.round(NOW - hoursAgo * HOUR),
      receivedAt: NOW,
      properties: { colour },
      ...(value === undefined ? {} : { value }),
      ...(itemId === undefined ? {} : { itemId }),
    })),
  );
}

/** The same values, found in the plainest way from the whole history, in UTC. */
export function recomputed(all: readonly Signal[], now: number): Record<string, TraitValue | undefined> {
  const of = (types: string, within = Infinity) =>
    all.filter(({ type, timestamp }) => types.includes(type) && timestamp > now - within).sort(inTime);
  const colour = (list: readonly Signal[]) => list.flatMap((signal) => scalars(signal.properties?.colour));
  const values = (list: readonly Signal[]) => list.flatMap(({ value }) => value ?? []);
  const items = (list: readonly Signal[]) => list.flatMap(({ itemId }) => itemId ?? []);
  const both = 'Order View';
  const last = of('View').at(-1);
  return {
    orders: of('Order').length,
    recentOrders: of(both, 10 * DAY).length,
    springOrders: of('Order').filter(({ properties }) => isSpring(properties?.colour)).length,
    spent: total(values(of('Order'))),
    recentlySpent: total(values(of('Order', 10 * DAY)).filter((value) => value >= 0)),
    basket: mean(values(of('Order'))),
    recentBasket: mean(values(of('Order', 36 * HOUR))),
    firstItem: items(of('Order'))[0],
    firstLately: colour(of(both, 10 * DAY))[0],
    lastItem: items(of('View')).at(-1),
    lastLately: last && last.timestamp > now - 2 * DAY ? last.timestamp : undefined,
    favourite: mode(colour(of(both))),
    favouriteLately: mode(colour(of('View', 10 * DAY))),
    colours: different(colour(of(both))),
    coloursLately: different(colour(of('View', 10 * DAY))),
    sinceOrder: of('Order').length === 0 ? undefined : Math.floor((now - (of('Order').at(-1)?.timestamp ?? 0)) / DAY),
    days: streak(of(both), now, (at) => Math.floor(at / DAY)),
    weeks: streak(of('View'), now, (at) => Math.floor((Math.floor(at / DAY) + 3) / 7)),
  };
}

const inTime = (a: Signal, b: Signal) => a.timestamp - b.timestamp;
const scalars = (value: unknown): (string | number | boolean)[] =>
  [...new Set([value].flat() as string[])].filter((each) => each !== null && typeof each !== 'object').sort();
const isSpring = (value: unknown) => [value].flat().some((each) => each === 'red' || each === 'blue');
const total = (numbers: readonly number[]) => exactSum(numbers.reduce(addExactly, [] as readonly number[]));
const mean = (numbers: readonly number[]) => (numbers.length === 0 ? undefined : total(numbers) / numbers.length);
const different = <Each>(values: readonly Each[]) => [...new Set(values.toReversed())];

function mode<Each>(values: readonly Each[]): Each | undefined {
  const times = (value: Each) => values.filter((each) => each === value).length;
  const byText = (a: Each, b: Each) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return [...new Set(values)].sort((a, b) => times(b) - times(a) || byText(a, b))[0];
}

function streak(all: readonly Signal[], now: number, unit: (at: number) => number): number {
  const units = new Set(all.map(({ timestamp }) => unit(timestamp)));
  const end = units.has(unit(now)) ? unit(now) : unit(now) - 1;
  let length = 0;
  while (units.has(end - length)) length += 1;
  return length;
}
