import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../store/collections.js';
import { memoryStore } from '../../store/memory-store.js';
import { coded, everythingIn, storeLike, testEngine } from '../../test-engine.fixture.js';

const address = { channel: 'email', address: 'ana@example.com' };

describe('the list of suppressions', () => {
  it('comes page by page', async () => {
    const { engine } = await testEngine();
    for (let index = 0; index < 7; index++) await engine.suppressions.add({ channel: 'sms', address: `+1555${index}` });
    await engine.suppressions.add({ channel: 'email/x', address: 'ana@example.com' });
    await engine.suppressions.remove({ channel: 'sms', address: '+15553' });
    expect(await engine.suppressions.list()).toHaveLength(7);
    const marks: string[] = [];
    for (let after: { channel: string; mark: string } | undefined; ; ) {
      const page = await engine.suppressions.list({ channel: 'sms', limit: 2, ...(after && { after }) });
      marks.push(...page.map(({ mark }) => mark));
      after = page.at(-1);
      if (after === undefined) break;
    }
    expect(new Set(marks).size).toBe(6);
    expect(await engine.suppressions.list({ channel: 'email/x' })).toMatchObject([{ channel: 'email/x' }]);
  });

  it('keeps nothing of an address that is let go and was never on it', async () => {
    const { engine, store } = await testEngine();
    await engine.suppressions.remove(address);
    expect(await everythingIn(store, [COLLECTIONS.suppression])).toBe('[[],[]]');
  });

  it('refuses to go on where its key is lost: whoever is on it would be written to', async () => {
    const store = memoryStore();
    const { engine } = await testEngine({ store: storeLike(store) });
    await engine.suppressions.add(address);
    const key = { tenant: 'default', collection: COLLECTIONS.suppressionKey, id: 'key' };
    await store.commit({ tenant: 'default', delete: [key] });
    const later = await testEngine({ store });
    await expect(later.engine.suppressions.has(address)).rejects.toMatchObject(coded('STORE_FAILED'));
  });

  it.each([
    [{ ...address, channel: '' }, 'channel'],
    [{ ...address, address: ' ' }, 'address'],
    [{ ...address, stops: 'some' }, 'stops'],
    [undefined, 'address'],
  ])('refuses %j, and names %s', async (input, field) => {
    const { engine } = await testEngine();
    await expect(engine.suppressions.add(input as never)).rejects.toMatchObject(coded('INPUT_INVALID', field));
  });
});
