import fc from 'fast-check';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { appendAndHold, typedSignalOf } from './held-transaction.fixture.js';
import { TestLog } from './test-log.fixture.js';
import { testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
const log = new TestLog(server);

describe('a forward cursor', () => {
  it('skips nothing of a transaction that was open when it passed, however long that takes', async () => {
    const slow = await log.held('h1', 'h2', 'h3');
    await log.append('a');
    // Whoever reads what is there is not held up.
    const page = await log.scan(undefined);
    expect(page).toMatchObject({ ids: ['first', 'a'], more: false });
    await log.append('b');
    const second = await log.scan(page.cursor);
    expect(second.ids).toEqual(['b']);
    expect(await log.scan(second.cursor)).toMatchObject({ ids: [], cursor: second.cursor });
    await slow.query('COMMIT');
    await log.append('c');
    expect((await log.scan(second.cursor)).ids).toEqual(['h1', 'h2', 'h3', 'c']);
    expect((await log.scan(page.cursor)).ids).toEqual(['h1', 'h2', 'h3', 'b', 'c']);
    // The planted fault: a cursor that only knows a place.
    const [place] = String(second.cursor).split('_');
    expect((await log.scan(place)).ids).toEqual(['c']);
  });

  it('pages through what is late one by one', async () => {
    const [one, other] = [await log.held('h1', 'h2'), await log.held('k1', 'k2')];
    await log.append('a', 'b');
    let { cursor } = await log.scan(undefined);
    await log.append('c');
    const read: string[] = [];
    await one.query('COMMIT');
    for (let round = 0; round < 6; round += 1) {
      if (round === 3) await other.query('COMMIT');
      const page = await log.scan(cursor, 1);
      read.push(...page.ids);
      cursor = page.cursor;
    }
    expect(read).toEqual(['h1', 'h2', 'c', 'k1', 'k2']);
  });

  it('does not wait for one that came to nothing', async () => {
    const slow = await log.held('gone');
    await log.append('a');
    const { cursor } = await log.scan(undefined);
    expect(cursor).toContain('_');
    await slow.query('ROLLBACK');
    await log.append('b');
    const page = await log.scan(cursor);
    expect(page.ids).toEqual(['b']);
    expect(page.cursor).not.toContain('_');
  });

  it('of one person knows the same', async () => {
    const slow = await log.held('h');
    await log.append('a');
    const person = { tenant: 't', person: 'p', limit: 10 };
    const { cursor } = await log.store.scan(person);
    await slow.query('COMMIT');
    expect((await log.store.scan({ ...person, after: cursor })).signals.map(({ id }) => id)).toEqual(['h']);
  });

  it('of some types knows the same, and is moved on by nothing else', async () => {
    const slow = await log.held('h', 'rare 1', 'rare 2');
    await log.append('rare a', 'a');
    for (const types of [['rare'], ['rare', 'absent']]) {
      const query = { tenant: 't', types, limit: 1 };
      const page = await log.store.scan(query);
      expect(page).toMatchObject({ signals: [{ id: 'rare a' }], more: false });
      expect(await log.store.scan({ ...query, after: page.cursor })).toEqual({
        ...{ signals: [], more: false },
        cursor: page.cursor,
      });
    }
    const { cursor } = await log.store.scan({ tenant: 't', types: ['rare', 'absent'], limit: 10 });
    await slow.query('COMMIT');
    for (const types of [['rare'], ['absent', 'rare']]) {
      const read: string[] = [];
      let page = await log.store.scan({ tenant: 't', types, after: cursor, limit: 1 });
      for (
        ;
        page.signals.length > 0;
        page = await log.store.scan({ tenant: 't', types, after: page.cursor, limit: 1 })
      ) {
        read.push(...page.signals.map(({ id }) => id));
      }
      expect(read).toEqual(['rare 1', 'rare 2']);
      expect(await log.store.scan({ tenant: 't', person: 'p', types, after: cursor, limit: 5 })).toMatchObject({
        signals: [{ id: 'rare 1' }, { id: 'rare 2' }],
      });
    }
  });

  it('reads everything once, whoever is open when and for how long', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('hold' as const), slot: fc.nat(2), count: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constantFrom('commit' as const, 'undo' as const), slot: fc.nat(2) }),
      fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 4 }) }),
    );
    const slots = await Promise.all([0, 1, 2].map(() => log.connect()));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
        run += 1;
        const tenant = `t${run}`;
        const open = new Map<number, string[]>();
        const stored: string[] = [];
        const readers = [new LogReader(tenant), new LogReader(tenant, ['rare']), new LogReader(tenant, ['rare', 'y'])];
        let count = 0;
        const names = (many: number) =>
          Array.from({ length: many }, () => `${count % 3 === 0 ? 'rare ' : ''}${run}-${count++}`);
        const end = async (slot: number, how: string) => {
          await slots[slot]?.query(how);
          if (how === 'COMMIT') stored.push(...(open.get(slot) ?? []));
          open.delete(slot);
        };
        await log.store.commit({ tenant, append: [typedSignalOf(`${run}-start`)] });
        stored.push(`${run}-start`);
        for (const one of steps) {
          if (one.do === 'hold' && !open.has(one.slot)) {
            open.set(one.slot, names(one.count));
            await appendAndHold(slots[one.slot] as pg.Client, tenant, open.get(one.slot) as string[]);
          } else if (one.do === 'commit' || one.do === 'undo') {
            if (open.has(one.slot)) await end(one.slot, one.do === 'commit' ? 'COMMIT' : 'ROLLBACK');
          } else if (one.do === 'append') {
            const ids = names(one.count);
            await log.store.commit({ tenant, append: ids.map(typedSignalOf) });
            stored.push(...ids);
          } else if (one.do === 'read') {
            for (const reader of readers) await reader.readOn(one.limit);
          }
        }
        for (const slot of [...open.keys()]) await end(slot, 'COMMIT');
        for (const reader of readers) {
          while (await reader.readOn(3));
          const asked = stored.filter((id) => reader.types === undefined || id.startsWith('rare'));
          expect(reader.read.toSorted()).toEqual(asked.toSorted());
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** Goes on where it was, page by page. */
class LogReader {
  readonly read: string[] = [];
  #after: string | undefined;

  constructor(
    readonly tenant: string,
    readonly types?: readonly string[],
  ) {}

  /** Whether there is more. */
  async readOn(limit: number): Promise<boolean> {
    const { tenant, types } = this;
    const page = await log.store.scan({ tenant, types, after: this.#after, limit });
    this.read.push(...page.signals.map(({ id }) => id));
    this.#after = page.cursor;
    return page.more;
  }
}
