import { type Collected, DAY, type SignalCollector, type WebhookRequest } from '@sintonia/spec';
import { fakeCollector } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

const order = { id: '1', event: 'Order Completed', user: 'ana', item: 'mug', value: 12.5, at: '2025-12-01T10:00:00Z' };
const vendor = fakeCollector();
const withVendor = (collector: SignalCollector = vendor) =>
  testEngine({ plugins: [{ name: 'vendor', specVersion: 1, collectors: [collector] }] });
const signed = (payload: unknown) => vendor.sign(payload, Date.UTC(2026, 0));

describe('a webhook', () => {
  it('is collected, and once only', async () => {
    const { engine } = await withVendor();
    expect(await engine.receive('fake-vendor', signed(order))).toMatchObject({ accepted: 1, refused: [] });
    expect(await engine.receive('fake-vendor', signed(order))).toEqual({
      accepted: 0,
      duplicates: ['fake-vendor:1'],
      refused: [],
    });
    expect(await engine.profileOf({ userId: 'ana' })).toMatchObject({ revenue: 12.5 });
  });

  it('brings items and people, too', async () => {
    const known: Collected = {
      items: [{ itemId: 'mug', title: 'Mug' }],
      identities: [{ userId: 'ana', traits: { firstName: 'Ana' } }],
    };
    const { engine } = await withVendor({ ...vendor, parse: () => known });
    await engine.receive('fake-vendor', signed(order));
    expect(await engine.catalog.get('mug')).toMatchObject({ title: 'Mug' });
    expect(await engine.profileOf({ userId: 'ana' })).toMatchObject({ traits: { firstName: 'Ana' } });
  });

  it('of which one customer is a placeholder brings the others, and does not come back for ever', async () => {
    const known: Collected = { identities: [{ userId: 'null' }, { userId: 'ana', anonymousId: 'phone' }] };
    const { engine } = await withVendor({ ...vendor, parse: () => known });
    await engine.receive('fake-vendor', signed(order));
    expect((await engine.profileOf({ userId: 'ana' })).anonymousIds).toEqual(['phone']);
  });

  it('of which the traits of one do not fit brings the others', async () => {
    const long = { bio: 'x'.repeat(70_000) };
    const known: Collected = {
      identities: [
        { userId: 'ben', traits: long },
        { userId: 'ana', traits: { plan: 'free' } },
      ],
    };
    const { engine } = await withVendor({ ...vendor, parse: () => known });
    await engine.receive('fake-vendor', signed(order));
    expect((await engine.profileOf({ userId: 'ana' })).traits).toEqual({ plan: 'free' });
    expect((await engine.profileOf({ userId: 'ben' })).traits).toEqual({});
  });

  it('may be as large as its collector says, and no larger', async () => {
    const large = signed({ ...order, lines: Array(1_500).fill(0) });
    const small = await withVendor();
    await expect(small.engine.receive('fake-vendor', large)).rejects.toMatchObject(coded('INPUT_TOO_MANY_KEYS'));
    const { engine } = await withVendor({ ...vendor, bounds: { keys: 2_000 } });
    expect(await engine.receive('fake-vendor', large)).toMatchObject({ accepted: 1 });
    const larger = signed({ ...order, lines: Array(2_500).fill(0) });
    await expect(engine.receive('fake-vendor', larger)).rejects.toMatchObject(coded('INPUT_TOO_MANY_KEYS'));
  });

  it('that has a name is taken once within a day, however often it comes at once, unless it failed or is another', async () => {
    let takes = 0;
    let isDown = true;
    const parse = (): Collected => {
      takes += 1;
      if (isDown) throw new Error('The disk is full.');
      return { erasures: [{ userId: 'ana' }] };
    };
    const named = { ...vendor, parse, deliveryOf: () => 'delivery-1' };
    const { engine, testClock } = await withVendor(named);
    const erased: unknown[] = [];
    engine.on('erased', (event) => void erased.push(event));
    const receive = (payload: unknown = order) => engine.receive('fake-vendor', signed(payload));
    await expect(receive()).rejects.toThrow();
    isDown = false;
    await Promise.all(Array.from({ length: 100 }, () => receive()));
    await receive();
    expect([takes, erased.length]).toEqual([2, 1]);
    // The same name with other bytes is something else: whoever knows the name of a delivery can't have it passed over.
    await receive({ ...order, id: '2' });
    expect(takes).toBe(3);
    testClock.advance(DAY + 1);
    await receive();
    expect(takes).toBe(4);
  });

  it('whose signals are partly refused brings the others', async () => {
    const { engine } = await withVendor();
    const future = { ...order, id: '2', at: '2030-01-01T00:00:00Z' };
    expect(await engine.receive('fake-vendor', signed([future, order]))).toMatchObject({
      accepted: 1,
      refused: [{ index: 0, code: 'SINTONIA_SIGNAL_TIMESTAMP_FUTURE' }],
    });
  });

  it('is verified before it is parsed', async () => {
    let parsed = 0;
    const { engine } = await withVendor({ ...vendor, parse: () => ({ signals: [], parsed: parsed++ }) as Collected });
    const forged: WebhookRequest = { ...signed(order), rawBody: Buffer.from(JSON.stringify({ ...order, value: 1e6 })) };
    await expect(engine.receive('fake-vendor', forged)).rejects.toMatchObject(coded('WEBHOOK_UNVERIFIED'));
    expect(parsed).toBe(0);
  });

  it('is refused where nobody can verify it, or nobody is meant', async () => {
    const { verify: _, ...trusting } = vendor;
    const { engine } = await withVendor(trusting as SignalCollector);
    await expect(engine.receive('fake-vendor', signed(order))).rejects.toMatchObject(coded('WEBHOOK_UNVERIFIED'));
    await expect(engine.receive('other', signed(order))).rejects.toMatchObject(coded('COLLECTOR_UNKNOWN', 'collector'));
  });

  it('with a body of 10 MB is refused', async () => {
    const { engine } = await withVendor({ ...vendor, verify: async () => undefined });
    const huge = { ...signed(order), rawBody: new Uint8Array(10 * 1_048_576).fill(0x20) };
    await expect(engine.receive('fake-vendor', huge)).rejects.toMatchObject(coded('INPUT_TOO_LARGE', 'body'));
  });
});
