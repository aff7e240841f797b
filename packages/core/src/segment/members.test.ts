import { personOf } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

const seen = { language: 1, rule: { performed: 'Page Viewed' } };

describe('members of a segment', () => {
  it('come by pages in the order of their ids, none of a segment whose name begins alike, and are counted', async () => {
    const { engine } = await testEngine({ segments: { a: seen, 'a ': seen, 'a b': seen, aa: seen } });
    const ids = Array.from({ length: 25 }, (_, at) => `p${String(at).padStart(2, '0')}`);
    await engine.collect(ids.map((userId) => ({ userId, type: 'Page Viewed' })));
    await engine.collect({ anonymousId: 'browser', type: 'Page Viewed' });
    await engine.privacy.withdraw({ userId: 'p03', purposes: ['personalisation'] });
    const found: string[] = [];
    let after: string | undefined;
    do {
      const { members, next } = await engine.segments.membersOf('a', { after, limit: 10 });
      expect(members.length).toBeLessThanOrEqual(10);
      found.push(...members.map(personOf));
      after = next;
    } while (after !== undefined);
    expect(found).toEqual([...ids.filter((id) => id !== 'p03'), '~browser']);
    expect(await engine.segments.sizeOf('a')).toBe(25);
    expect((await engine.segments.membersOf('a b')).members).toHaveLength(25);
  });

  it('are asked for in range', async () => {
    const { engine } = await testEngine({ segments: { a: seen } });
    const refused = (options: object, field: string) =>
      expect(engine.segments.membersOf('a', options)).rejects.toMatchObject(coded('INPUT_INVALID', field));
    await refused({ limit: 0 }, 'limit');
    await refused({ limit: 10_001 }, 'limit');
    await refused({ after: '' }, 'after');
    expect(await engine.segments.membersOf('a')).toEqual({ members: [] });
  });

  it('who are merged are one', async () => {
    const { engine } = await testEngine({
      segments: { twice: { language: 1, rule: { performed: 'Page Viewed', atLeast: 2 } }, seen },
    });
    const told: string[] = [];
    engine.on('membership', ({ person, change, segment }) => void told.push(`${person} ${change} ${segment}`));
    await engine.collect([
      { anonymousId: 'browser', type: 'Page Viewed' },
      { userId: 'ana', type: 'Page Viewed' },
    ]);
    await engine.identify({ userId: 'ana', anonymousId: 'browser' });
    expect(told.splice(0).sort()).toEqual(['ana entered seen', 'ana entered twice', '~browser entered seen']);
    await engine.tick();
    expect(await engine.segments.membersOf('seen')).toEqual({ members: [{ userId: 'ana' }] });
    await engine.collect({ anonymousId: 'browser', type: 'Page Viewed' });
    expect(await engine.segments.sizeOf('twice')).toBe(1);
    await engine.identity.unmerge({ userId: 'ana', anonymousId: 'browser' });
    await engine.tick();
    expect(told.splice(0).sort()).toEqual(['ana left twice', '~browser entered seen', '~browser entered twice']);
    expect(await engine.segments.membersOf('twice')).toEqual({ members: [{ anonymousId: 'browser' }] });
  });

  it('who are merged are on the lists of all their ids, and off all of them', async () => {
    const { engine } = await testEngine({ segments: { invited: { language: 1, rule: { inList: 'invited' } } } });
    const [ana, browser] = [{ userId: 'ana' }, { anonymousId: 'browser' }];
    for (const who of [ana, browser]) await engine.collect({ ...who, type: 'Page Viewed' });
    await engine.segments.addToList('invited', [browser]);
    await engine.identify({ ...ana, ...browser });
    await engine.tick();
    expect(await engine.segments.membersOf('invited')).toEqual({ members: [ana] });
    await engine.identity.unmerge({ ...ana, ...browser });
    await engine.tick();
    expect(await engine.segments.membersOf('invited')).toEqual({ members: [browser] });
    await engine.identify({ ...ana, ...browser });
    await engine.segments.removeFromList('invited', [ana]);
    await engine.tick();
    expect(await engine.segments.sizeOf('invited')).toBe(0);
  });

  it('are found anew when a device took the place of another that sent as much', async () => {
    const store = memoryStore();
    const { engine } = await testEngine({ store: storeLike(store), segments: { seen } });
    // Another process, which keeps no segments and tells this one nothing.
    const { engine: other } = await testEngine({ store });
    await engine.collect({ anonymousId: 'phone', type: 'Page Viewed' });
    await engine.collect({ anonymousId: 'desk', type: 'Order Completed' });
    await engine.identify({ userId: 'ana', anonymousId: 'phone' });
    await engine.tick();
    expect((await engine.segmentsOf({ userId: 'ana' })).memberships).toHaveLength(1);
    await other.identity.unmerge({ userId: 'ana', anonymousId: 'phone' });
    await other.identity.merge({ userId: 'ana', anonymousId: 'desk' });
    expect((await engine.segmentsOf({ userId: 'ana' })).memberships).toEqual([]);
  });
});
