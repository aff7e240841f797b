import { type Collected, HOUR, SintoniaError } from '@sintonia/spec';
import { fakeCollector } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

const vendor = fakeCollector();
const ana = { userId: 'ana' };

/** An engine whose vendor sends all of this, one webhook each. */
async function receiving(...payloads: readonly Collected[]) {
  const left = [...payloads];
  const collectors = [{ ...vendor, parse: () => left.shift() ?? {} }];
  const all = await testEngine({ plugins: [{ name: 'vendor', specVersion: 1, collectors }] });
  const receive = () => all.engine.receive('fake-vendor', vendor.sign({}, 0));
  return { ...all, receive, now: all.testClock.now() };
}

const said = (granted: boolean, at: number, purposes = ['marketing']) => ({
  ...ana,
  purposes,
  granted,
  at,
  source: 'shop',
});

describe('a collector brings', () => {
  it('items that are gone, as many as there are', async () => {
    const items = [{ itemId: 'mug' }, { itemId: 'pot' }];
    const gone = Array.from({ length: 10_001 }, (_, index) => `old ${index}`);
    const { engine, receive } = await receiving({ items }, { removedItems: [...gone, 'mug', 'none'] });
    await receive();
    await receive();
    expect(await engine.catalog.size()).toBe(1);
    expect(await engine.catalog.get('mug')).toBeUndefined();
  });

  it('what people said, unless we have heard something newer, in whatever order it comes', async () => {
    const now = Date.UTC(2026, 0);
    const { engine, receive } = await receiving(
      { consents: [said(true, now - 3 * HOUR)] },
      { consents: [said(false, now - HOUR)] },
      { consents: [said(true, now - 2 * HOUR)] },
      { consents: [said(false, now - HOUR), said(true, now - HOUR)] },
    );
    const changes: boolean[] = [];
    engine.on('consent', ({ granted }) => void changes.push(granted));
    for (let time = 0; time < 4; time++) await receive();
    expect((await engine.privacy.stateAt(ana)).marketing).toEqual({
      granted: false,
      because: 'withdrawn',
      since: now - HOUR,
    });
    expect(changes).toEqual([true, false]);
    expect((await engine.privacy.export(ana)).consent).toHaveLength(2);
  });

  it('what only the vendor can say, once the webhook was verified and parsed; what fails there fails the webhook', async () => {
    const asked: unknown[] = [];
    let isDown = true;
    const lookUp = async (payload: unknown) => {
      if (isDown) throw new SintoniaError('PLATFORM_TRANSIENT', 'Down.');
      asked.push(payload);
      return { items: [{ itemId: 'mug' }] };
    };
    const collectors = [{ ...vendor, parse: () => ({}), lookUp }];
    const { engine } = await testEngine({ plugins: [{ name: 'vendor', specVersion: 1, collectors }] });
    const receive = () => engine.receive('fake-vendor', vendor.sign({ shelf: 1 }, 0));
    await expect(receive()).rejects.toMatchObject(coded('PLATFORM_TRANSIENT'));
    isDown = false;
    await receive();
    expect(asked).toEqual([{ shelf: 1 }]);
    expect(await engine.catalog.get('mug')).toEqual({ itemId: 'mug' });
  });

  it('a yes that is older than an erasure to nobody', async () => {
    const now = Date.UTC(2026, 0);
    const { engine, receive } = await receiving(
      { consents: [said(true, now - HOUR)] },
      { consents: [said(true, now)] },
    );
    await engine.privacy.erase(ana);
    await receive();
    await receive();
    expect((await engine.privacy.export(ana)).consent).toEqual([]);
  });

  it('what somebody else has to answer, to whoever listens', async () => {
    const requests = [{ kind: 'export', person: ana, source: 'shop' }, { kind: 'eraseAll' }] as const;
    const { engine, receive, now } = await receiving({ requests });
    const heard: unknown[] = [];
    engine.on('privacyRequest', (request) => void heard.push(request));
    await receive();
    expect(heard).toMatchObject(requests);
    expect(heard).toMatchObject([{ at: now }, { at: now }]);
  });

  it('a no that holds for the signals that came with it', async () => {
    const signal = { ...ana, id: '1', type: 'Order Completed', timestamp: 1 };
    const consents = [said(false, 2, ['personalisation'])];
    const { receive } = await receiving({ consents, signals: [signal] });
    expect(await receive()).toMatchObject({ accepted: 0, refused: [{ code: 'SINTONIA_CONSENT_DENIED' }] });
  });

  it('people who want to be forgotten', async () => {
    const signal = { ...ana, id: '1', type: 'Order Completed', timestamp: 1 };
    const { engine, receive } = await receiving({ signals: [signal] }, { erasures: [ana, { userId: 'ben' }] });
    await receive();
    await receive();
    expect(await engine.privacy.export(ana)).toMatchObject({ signals: [], consent: [] });
  });

  it.each([
    [{ ...said(true, 0), at: 'soon' }, 'at'],
    [said(true, Date.UTC(2030, 0)), 'at'],
    [{ ...said(true, 0), granted: 'yes' }, 'granted'],
    [{ ...said(true, 0), purposes: [] }, 'purposes'],
    [{ ...said(true, 0), purposes: [''] }, 'purposes[0]'],
  ])('no consent such as %j: %s is named', async (consent, field) => {
    const { receive } = await receiving({ consents: [consent as never] });
    await expect(receive()).rejects.toMatchObject(coded('INPUT_INVALID', field));
  });
});

it('a collector sees the request that brought the payload', async () => {
  let topic: string | undefined;
  const collector = {
    ...vendor,
    parse: (_: unknown, request?: { headers: object }) => {
      topic = Object.keys(request?.headers ?? {})[0];
      return {};
    },
  };
  const { engine } = await testEngine({ plugins: [{ name: 'vendor', specVersion: 1, collectors: [collector] }] });
  await engine.receive('fake-vendor', vendor.sign({}, 0));
  expect(topic).toBe('content-type');
});
