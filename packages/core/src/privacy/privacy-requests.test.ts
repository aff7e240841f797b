import type { PrivacyRequest, Store } from '@sintonia/spec';
import { fakeCollector } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

const vendor = fakeCollector();
const ana = { userId: 'ana' };
const asked: PrivacyRequest = { kind: 'export', person: ana, source: 'shop' };

async function deskOf(store: Store = memoryStore()) {
  let requests: readonly PrivacyRequest[] = [];
  const collectors = [{ ...vendor, parse: () => ({ requests }) }];
  const all = await testEngine({ store, plugins: [{ name: 'vendor', specVersion: 1, collectors }] });
  const heard: unknown[] = [];
  all.engine.on('privacyRequest', ({ kind }) => void heard.push(kind));
  const receive = (...some: readonly PrivacyRequest[]) => {
    requests = some;
    return all.engine.receive('fake-vendor', vendor.sign({}, all.testClock.now()));
  };
  return { ...all, privacy: all.engine.privacy, heard, receive };
}

describe('a request of privacy', () => {
  it('waits until it is answered, also where nobody listens and after a restart', async () => {
    const store = memoryStore();
    const first = await deskOf(storeLike(store));
    await first.receive(asked);
    first.testClock.advance(1);
    await first.receive({ kind: 'eraseAll' });
    await first.engine.close();
    const { privacy } = await deskOf(store);
    const pending = await privacy.requests();
    expect(pending).toMatchObject([asked, { kind: 'eraseAll', at: first.testClock.now() }]);
    for (const { id } of pending) await privacy.settle(id);
    expect(await privacy.requests()).toEqual([]);
  });

  it('is told once, however often it comes before it is answered; after that, again', async () => {
    const { privacy, receive, heard } = await deskOf();
    await Promise.all(Array.from({ length: 100 }, () => receive(asked)));
    expect(heard).toEqual(['export']);
    const [{ id } = { id: '' }] = await privacy.requests();
    await privacy.settle(id);
    await receive(asked);
    expect(heard).toEqual(['export', 'export']);
  });

  it('that the vendor has named is told once for ever', async () => {
    const { privacy, receive, heard, testClock } = await deskOf();
    const named = { ...asked, id: 'data_request:9999' };
    await receive(named);
    testClock.advance(1);
    await receive({ ...named, id: 'data_request:10000' });
    expect(await privacy.requests()).toMatchObject([{ id: 'data_request:9999' }, { id: 'data_request:10000' }]);
    await privacy.settle('data_request:9999');
    await privacy.settle('data_request:9999');
    await receive(named);
    expect(heard).toEqual(['export', 'export']);
    expect(await privacy.requests()).toHaveLength(1);
  });

  it('goes with the person, and is shown to them', async () => {
    const { privacy, receive } = await deskOf();
    await receive(asked);
    expect((await privacy.export(ana)).entries['privacy-request']).toMatchObject([{ kind: 'export', source: 'shop' }]);
    await privacy.erase(ana);
    expect(await privacy.requests()).toEqual([]);
  });

  it('is settled by a name alone', async () => {
    const { privacy } = await deskOf();
    await expect(privacy.settle('')).rejects.toMatchObject(coded('INPUT_INVALID', 'id'));
    await expect(privacy.settle('unknown')).resolves.toBeUndefined();
  });
});
