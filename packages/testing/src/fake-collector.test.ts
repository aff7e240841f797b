import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type CollectorRig, collectorLaws, collectorSuite } from './collector-suite.js';
import { type FakeCollector, fakeCollector } from './fake-collector.js';

const order = { id: '1', event: 'Order Completed', user: 'ana', item: 'mug', value: 12.5, at: '2026-01-01T10:00:00Z' };
const view = { id: '2', event: 'Product Viewed', user: 'ana', item: 'teapot', at: '2026-01-01T09:00:00Z' };
const listing = [
  { ...order, id: '3' },
  { ...view, id: '4' },
];

function rigOf(collector: FakeCollector): CollectorRig {
  return {
    collector,
    samples: [
      {
        name: 'order',
        payload: order,
        means: {
          signals: [
            {
              ...{ id: 'fake-vendor:1', timestamp: Date.UTC(2026, 0, 1, 10) },
              ...{ type: 'Order Completed', userId: 'ana', itemId: 'mug', value: 12.5 },
            },
          ],
        },
      },
      { name: 'view', payload: view },
      { name: 'list', payload: listing },
    ],
    signed: () => fakeCollector().sign(order, Date.UTC(2026, 0)),
    backfillSince: Date.UTC(2026, 0),
  };
}
const good = () => fakeCollector({ history: [view, order] });

collectorSuite('fakeCollector', { start: () => rigOf(good()) });

describe('collectorSuite finds', () => {
  /** Laws that a collector with a planted bug breaks. */
  async function broken(plant: (good: FakeCollector) => Partial<FakeCollector>): Promise<string[]> {
    const found: string[] = [];
    for (const { law, needs, check } of collectorLaws) {
      if (needs === 'toleranceMs') continue;
      const rig = rigOf({ ...good(), ...plant(good()) });
      await check(rig).catch(() => found.push(law));
    }
    return found;
  }

  it('nothing in a good one', async () => {
    expect(await broken(() => ({}))).toEqual([]);
  });

  it('one that makes up ids', async () => {
    const found = await broken(({ parse }) => ({
      parse: (payload) => ({
        signals: parse(payload).signals?.map((signal) => ({ ...signal, id: randomUUID() })) ?? [],
      }),
    }));
    expect(found).toContain('the same payload means the same, whenever it is read');
  });

  it('one that reads the clock', async () => {
    const found = await broken(({ parse }) => ({
      parse: (payload) => ({
        signals: parse(payload).signals?.map((signal) => ({ ...signal, timestamp: Date.now() })) ?? [],
      }),
    }));
    expect(found).toContain('the same payload means the same, whenever it is read');
  });

  it('one that trusts what comes', async () => {
    const found = await broken(() => ({
      parse: (payload) => {
        const { id, event, user, at } = payload as typeof order;
        return { signals: [{ id: id.trim(), type: event, userId: user, timestamp: at }] };
      },
    }));
    expect(found).toContain('what is no payload at all is refused, field and all');
    expect(found).toContain(
      'a payload with any part missing or wrong means something valid or is refused, field and all',
    );
  });

  it('one that changes the payload', async () => {
    const found = await broken(({ parse }) => ({
      parse: (payload) => {
        if (typeof payload === 'object' && payload !== null) Object.assign(payload, { seen: true });
        return parse(payload);
      },
    }));
    expect(found).toContain('a payload is not changed by being read');
  });

  it('one that verifies the parsed body instead of its bytes', async () => {
    const found = await broken(({ sign }) => ({
      async verify({ rawBody, headers, receivedAt }) {
        try {
          const again = sign(JSON.parse(Buffer.from(rawBody).toString()), receivedAt);
          if (again.headers['x-fake-signature'] === headers['x-fake-signature']) return;
        } catch {}
        throw Object.assign(new Error('no'), {
          code: 'SINTONIA_WEBHOOK_UNVERIFIED',
          [Symbol.for('sintonia.error')]: true,
        });
      },
    }));
    expect(found).toEqual(['a body with one bit changed is refused']);
  });

  it('one that decodes the signature before it compares', async () => {
    const found = await broken(({ verify }) => ({
      verify: (request) => {
        const signature = Buffer.from(request.headers['x-fake-signature'] ?? '', 'base64').toString('base64');
        return verify({ ...request, headers: { 'x-fake-signature': signature } });
      },
    }));
    expect(found).toEqual(['a request without its headers, or with any bit of the signature changed, is refused']);
  });

  it('one that goes on after the abort', async () => {
    const found = await broken(({ backfill }) => ({
      backfill: ({ since }) => backfill({ since, abort: new AbortController().signal }),
    }));
    expect(found).toEqual(['history ends when it is aborted']);
  });
});
