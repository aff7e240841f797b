import { DAY, type Profile, type Signal } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { RfmSegmenter } from './rfm-segmenter.js';

const NOW = Date.UTC(2026, 0, 1);

const signal = (person: string, ago: number, rest: Partial<Signal>): Signal => {
  const timestamp = NOW - ago * DAY;
  return { id: `${person} ${ago}`, person, type: 'Order Completed', timestamp, receivedAt: timestamp, ...rest };
};

/** A customer whose orders lie so many days back, of two products each, worth `value` an order. */
function customer(person: string, days: readonly number[], value: number, type = 'Order Completed') {
  const signals = days.flatMap((ago) =>
    ['mug', 'pot'].map((itemId) => signal(person, ago, { type, itemId, value: value / 2 })),
  );
  return asked(person, signals);
}

function asked(person: string, signals: readonly Signal[]) {
  // Revenue as of today, which a fit up to an earlier day must not go by.
  const profile: Profile = { person, anonymousIds: [], traits: {}, counts: {}, revenue: 1e9, computed: {} };
  return { profile, history: { signals, interactions: [] }, now: NOW };
}

type Customer = ReturnType<typeof customer>;

/** A hundred who differ: the higher the number, the more recent, the more often and the dearer. */
const hundred = Array.from({ length: 100 }, (_, index) => {
  const orders = 1 + Math.floor(index / 10);
  return customer(
    `customer-${index}`,
    Array.from({ length: orders }, (_, order) => 100 - index + 30 * order),
    10,
  );
});

async function learnt(customers: readonly Customer[], options = {}) {
  const segmenter = new RfmSegmenter(options);
  const signals = customers.flatMap(({ history }) => history.signals);
  const profiles = customers.map(({ profile }) => profile);
  const report = await segmenter.fit(fitContext({ now: NOW, signals, profiles }));
  const segmentOf = (request: Customer) => segmenter.assign(request)[0]?.segment;
  return { segmenter, report, segmentOf };
}

describe('RFM', () => {
  it.each([
    ['champions', [3, 40, 60, 90, 120, 150, 180, 210, 240, 270], 10],
    ['loyal', [50, 60, 90, 120, 150, 180, 200], 10],
    ['potential', [50], 5],
    ['new', [2], 500],
    ['at-risk', [90, 100, 110, 120, 130, 140, 150, 160], 10],
    ['lost', [99], 5],
  ])('says %s', async (segment, days, value) => {
    const { segmentOf } = await learnt(hundred);
    expect(segmentOf(customer('ana', days, value))).toBe(segment);
  });

  it('says why', async () => {
    const { segmenter } = await learnt(hundred, { currency: 'EUR' });
    const days = [3, 40, 60, 90, 120, 150, 180, 210, 240, 270];
    expect(segmenter.assign(customer('ana', days, 10))).toEqual([
      {
        segment: 'champions',
        confidence: 1,
        reasons: [
          { measure: 'recency', value: 3, unit: 'days', band: '5 of 5' },
          { measure: 'frequency', value: 10, unit: 'orders', band: '5 of 5' },
          { measure: 'monetary', value: 100, unit: 'EUR', band: '5 of 5' },
        ],
      },
    ]);
  });

  it('counts the products of one moment as one order', async () => {
    const { segmenter } = await learnt(hundred);
    const [, frequency] = segmenter.assign(customer('ana', [1, 2], 10))[0]?.reasons ?? [];
    expect(frequency?.value).toBe(2);
  });

  it('counts the signals of one order id as one order, whenever they came', async () => {
    const { segmenter } = await learnt(hundred);
    const orders = [
      signal('ana', 1, { value: 10, properties: { orderId: 7 } }),
      signal('ana', 2, { value: 10, properties: { order_id: 7 } }),
      signal('ana', 2, { value: 10, properties: { order_id: 'another' } }),
    ];
    const [, frequency, monetary] = segmenter.assign(asked('ana', orders))[0]?.reasons ?? [];
    expect([frequency?.value, monetary?.value]).toEqual([2, 30]);
  });

  it('subtracts refunds, however the shop writes them', async () => {
    const { segmenter } = await learnt(hundred);
    const orders = [
      signal('ana', 1, { value: 100 }),
      signal('ana', 1, { type: 'Order Refunded', value: 30 }),
      signal('ana', 0, { type: 'Order Refunded', value: -20 }),
    ];
    const [recency, frequency, monetary] = segmenter.assign(asked('ana', orders))[0]?.reasons ?? [];
    expect([recency?.value, frequency?.value, monetary?.value]).toEqual([1, 1, 50]);
  });

  it('leaves out who never ordered', async () => {
    const { segmentOf, report } = await learnt([...hundred, customer('looker', [1, 2, 3], 0, 'Product Viewed')]);
    expect(report.people).toBe(100);
    expect(segmentOf(customer('looker', [1], 0, 'Product Viewed'))).toBeUndefined();
  });

  it('takes other signal types for orders when told', async () => {
    const bookings = Array.from({ length: 30 }, (_, index) => customer(`${index}`, [index], index, 'Room Booked'));
    const { segmentOf } = await learnt(bookings, { orders: ['Room Booked'] });
    expect(segmentOf(customer('ana', [0], 9, 'Room Booked'))).toBe('new');
  });

  it('goes by recency and frequency where there is no revenue', async () => {
    const { segmentOf } = await learnt(
      hundred.map(({ profile, history }) =>
        asked(
          profile.person,
          history.signals.map(({ value, ...signal }) => signal),
        ),
      ),
    );
    expect(segmentOf(customer('ana', [3, 40, 60, 90, 120, 150, 180, 210, 240, 270], 0))).toBe('champions');
  });

  it('takes negative revenue for the lowest', async () => {
    const { segmenter } = await learnt(hundred);
    const [, , monetary] = segmenter.assign(customer('ana', [3], -50))[0]?.reasons ?? [];
    expect(monetary).toMatchObject({ value: -50, band: '1 of 5' });
  });

  it.each([
    ['fewer than 20 buyers', hundred.slice(0, 19), '20 buyers'],
    ['buyers all alike', Array.from({ length: 50 }, (_, index) => customer(`${index}`, [3], 5)), 'buyers who differ'],
  ])('declines with %s', async (_, customers, lacks) => {
    const { segmenter, report, segmentOf } = await learnt(customers);
    expect(report).toMatchObject({ outcome: 'insufficientData', details: { lacks } });
    expect(segmentOf(customers[0] as Customer)).toBeUndefined();
    expect(segmenter.snapshot()).toBeUndefined();
  });

  it.each([
    ['orders', []],
    ['orders', 'Order Completed'],
    ['refunds[0]', [7]],
    ['minimumBuyers', 4],
    ['minimumBuyers', 20.5],
    ['currency', 7],
    ['minBuyers', 20],
  ])('refuses %s: %j', (field, value) => {
    expect(() => new RfmSegmenter({ [field.replace('[0]', '')]: value })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
