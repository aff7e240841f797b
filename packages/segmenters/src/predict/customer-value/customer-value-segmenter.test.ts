import { DAY, type Prediction, type Profile, type SegmenterRequest, type Signal } from '@sintonia/spec';
import { fitContext, seededRandom } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { customerValue } from './customer-value.js';
import type { CustomerValueOptions } from './customer-value-options.js';
import { CustomerValueSegmenter } from './customer-value-segmenter.js';

const NOW = Date.UTC(2026, 0, 1);

const order = (person: string, ago: number, value = 20, type = 'Order Completed'): Signal => {
  const timestamp = NOW - ago * DAY;
  return { id: `${person} ${type} ${ago}`, person, type, timestamp, receivedAt: timestamp, value };
};

/** Buyers with a pace and a purse of their own, of whom some leave; their orders until so many days ago. */
function shop(buyers: number, until = 0, hurry = 1): readonly Signal[] {
  const random = seededRandom(7);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  return Array.from({ length: buyers }, (_, index) => {
    const [pace, purse] = [exponential(20) + exponential(20) + 5, exponential(30) + 10];
    const leaves = random() < 0.3 ? exponential(60) : Infinity;
    const first = 100 + 265 * random();
    const ago: number[] = [first];
    for (let at = first - exponential(pace); at > -90 && first - at < leaves; ) {
      ago.push(at);
      at -= exponential(at < 0 ? pace / hurry : pace);
    }
    return ago.filter((at) => at >= until).map((at) => order(`buyer-${index}`, at, purse * (0.5 + random())));
  }).flat();
}

function asked(signals: readonly Signal[], now = NOW): SegmenterRequest {
  const profile: Profile = { person: 'ana', anonymousIds: [], traits: {}, computed: {}, counts: {}, revenue: 0 };
  return { profile, history: { signals, interactions: [] }, now };
}

async function learnt(signals: readonly Signal[], options: CustomerValueOptions = { model: 'bg-nbd' }, now = NOW) {
  const segmenter = new CustomerValueSegmenter(options);
  const report = await segmenter.fit(fitContext({ now, signals }));
  const of = (signals: readonly Signal[], now = NOW): Record<string, Prediction> =>
    Object.fromEntries(segmenter.predict(asked(signals, now)).map((each) => [each.name, each]));
  const numberOf = (signals: readonly Signal[], name: string) => {
    const found = of(signals)[name];
    return found?.outcome === 'predicted' ? found.value : Number.NaN;
  };
  return { segmenter, report, of, numberOf };
}

const regular = [150, 130, 110, 90, 70, 50, 30, 10].map((ago) => order('ana', ago));
const gone = [360, 355, 350, 345, 340, 335].map((ago) => order('ana', ago));

describe('customer value', () => {
  const signals = shop(400);

  it('tells who is a customer still, what they will order, and what that is worth', async () => {
    const { report, numberOf, of, segmenter } = await learnt(signals, { currency: 'EUR' });
    expect(report).toMatchObject({ outcome: 'fitted', details: { buyers: 400, withoutValue: 0 } });
    expect(numberOf(regular, 'probabilityAlive')).toBeGreaterThan(0.8);
    expect(numberOf(gone, 'probabilityAlive')).toBeLessThan(0.2);
    expect(numberOf(regular, 'expectedPurchases')).toBeGreaterThan(1);
    expect(numberOf(regular, 'expectedOrderValue')).toBeCloseTo(20, -1);
    expect(numberOf(regular, 'lifetimeValue')).toBeGreaterThan(10 * numberOf(gone, 'lifetimeValue'));
    expect(of(regular).lifetimeValue).toMatchObject({ unit: 'EUR' });
    expect(segmenter.assign(asked(gone))).toMatchObject([{ segment: 'likely-to-churn' }]);
    expect(segmenter.assign(asked(regular))[0]).toMatchObject({ segment: 'likely-active' });
  });

  it('says when the next order comes, with an interval, of who has a rhythm', async () => {
    const { of } = await learnt(signals);
    const next = of(regular).nextOrderDate;
    if (next?.outcome !== 'predicted' || !next.interval) throw new Error('no date');
    expect(next.interval[0]).toBeGreaterThan(NOW);
    expect(next.value).toBeGreaterThan(next.interval[0]);
    expect(next.value).toBeLessThan(NOW + 40 * DAY);
    expect(next.interval[1]).toBeLessThan(NOW + 120 * DAY);
    expect(of(gone).nextOrderDate).toMatchObject({ lacks: 'a person who is probably a customer still' });
    expect(of([order('ana', 5)]).nextOrderDate).toMatchObject({ lacks: '3 orders on different days' });
  });

  it('a discount makes the future cheaper, a longer life dearer', async () => {
    const value = async (more: CustomerValueOptions) =>
      (await learnt(signals, { model: 'bg-nbd', ...more })).numberOf(regular, 'lifetimeValue');
    const usual = await value({});
    expect(await value({ yearlyDiscount: 0 })).toBeGreaterThan(usual);
    expect(await value({ yearlyDiscount: 0.5 })).toBeLessThan(usual);
    expect(await value({ lifetimeDays: 730 })).toBeGreaterThan(usual);
  });

  it('subtracts refunds, and has no order value of who got all money back', async () => {
    const { numberOf, of } = await learnt(signals);
    const refund = (value: number) => [...regular, order('ana', 5, value, 'Order Refunded')];
    const plain = numberOf(regular, 'expectedOrderValue');
    expect(numberOf(refund(80), 'expectedOrderValue')).toBeLessThan(plain);
    expect(numberOf(refund(-80), 'expectedOrderValue')).toBe(numberOf(refund(80), 'expectedOrderValue'));
    expect(of(refund(1_000)).expectedOrderValue).toMatchObject({
      lacks: 'orders that are worth more than their refunds',
    });
    expect(numberOf(refund(1_000), 'probabilityAlive')).toBe(numberOf(regular, 'probabilityAlive'));
  });

  it('counts whom it left out of order values', async () => {
    const refunds = Array.from({ length: 20 }, (_, index) => order(`buyer-${index}`, 1, 1e6, 'Order Refunded'));
    const { report } = await learnt([...signals, ...refunds]);
    expect(report.details?.withoutValue).toBeGreaterThan(10);
    const free = signals.map(({ value, ...signal }) => signal);
    const { of } = await learnt(free);
    expect(of(regular).probabilityAlive?.outcome).toBe('predicted');
    expect(of(regular).lifetimeValue).toMatchObject({ lacks: 'orders with a value' });
  });

  it('takes orders of the future for not there yet', async () => {
    const future = Array.from({ length: 50 }, (_, index) => order('ana', -1 - index));
    const { of, segmenter } = await learnt([...signals, ...future]);
    expect(of([...future, ...regular])).toEqual(of(regular));
    expect(of(future).probabilityAlive).toMatchObject({ outcome: 'insufficientData', lacks: 'an order' });
    expect(segmenter.snapshot()).toEqual((await learnt(signals)).segmenter.snapshot());
  });

  it('stays sane with one purchase, and with 10⁵', async () => {
    const { of } = await learnt(signals);
    const eager = Array.from({ length: 100_000 }, (_, index) => order('ana', index / 500));
    for (const history of [[order('ana', 3)], eager]) {
      for (const prediction of Object.values(of(history))) {
        if (prediction.outcome === 'predicted') expect(Number.isFinite(prediction.value)).toBe(true);
      }
      expect(of(history).expectedPurchases?.outcome).toBe('predicted');
    }
  });

  it.each<[string, readonly Signal[], string]>([
    ['3 people', ['a', 'b', 'c'].flatMap((person) => [order(person, 9), order(person, 99)]), '100 buyers'],
    [
      'nobody who came back',
      Array.from({ length: 200 }, (_, index) => order(`${index}`, index)),
      '30 buyers who bought again',
    ],
    ['a few days', shop(400).filter(({ timestamp }) => timestamp > NOW - 30 * DAY), '60 days of orders'],
    [
      'buyers who are all alike',
      Array.from({ length: 200 }, (_, index) => [90, 60, 30].map((ago) => order(`${index}`, ago))).flat(),
      'buyers who differ',
    ],
  ])('declines with %s', async (_, few, lacks) => {
    const { report, of, segmenter } = await learnt(few);
    expect(report).toMatchObject({ outcome: 'insufficientData', details: { lacks } });
    for (const prediction of Object.values(of(regular))) expect(prediction).toMatchObject({ lacks });
    expect(segmenter.snapshot()).toBeUndefined();
  });

  it('flags a rush, and no ordinary time', async () => {
    const later = async (hurry: number) => {
      const { segmenter } = await learnt(shop(400, 0, hurry));
      const end = NOW + 60 * DAY;
      return (await segmenter.fit(fitContext({ now: end, signals: shop(400, -60, hurry) }))).drift ?? [];
    };
    expect((await later(1)).filter(({ kind }) => kind === 'purchases')).toEqual([]);
    expect(await later(3)).toContainEqual(expect.objectContaining({ kind: 'purchases', level: 'major' }));
  });

  it.each([
    ['orders', []],
    ['model', 'magic'],
    ['unit', 'years'],
    ['horizonDays', 0],
    ['yearlyDiscount', Number.NaN],
    ['minimumBuyers', 3],
    ['minBuyers', 100],
  ])('refuses %s: %j', (field, value) => {
    expect(() => customerValue({ [field]: value })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
