import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { afterEach, expect, it } from 'vitest';
import { order, regular, watchedEngine } from './watched-engine.fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'sintonia-segments-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('on SQLite memberships, their index and their reminders outlive the process', async () => {
  const file = join(folder, 'app.db');
  const segments = { regular, best: { language: 1, rule: { percentile: 'revenue', top: 10 } } };
  const first = await watchedEngine({ store: sqlite(file), segments });
  const people = Array.from({ length: 30 }, (_, at) => ({ ...order, userId: `p${at}`, value: at }));
  await first.engine.collect([...people, ...people.slice(0, 3)]);
  await first.engine.fit();
  await first.engine.tick();
  expect(first.told()).toHaveLength(6);
  await first.engine.close();

  const second = await watchedEngine({ store: sqlite(file), segments, clock: first.testClock });
  const members = [{ userId: 'p0' }, { userId: 'p1' }, { userId: 'p2' }];
  expect(await second.engine.segments.membersOf('regular')).toEqual({ members });
  expect((await second.engine.segmentsOf({ userId: 'p29' })).memberships).toMatchObject([{ segment: 'best' }]);
  first.testClock.advance(30 * DAY);
  await second.engine.tick();
  expect(second.told()).toEqual(['p0 left regular', 'p1 left regular', 'p2 left regular']);
  expect(await second.engine.segments.sizeOf('regular')).toBe(0);
  await second.engine.close();
});
