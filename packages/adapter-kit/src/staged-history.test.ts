import type { BackfillPage, JsonValue } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { type HistoryStage, stagedHistory } from './staged-history.js';

/** A stage of so many items, two a part. */
const stageOf = (name: string, total: number): HistoryStage => ({
  total,
  async *parts({ done }) {
    for (let from = done; from < total; from += 2) {
      const ids = [from, from + 1].filter((index) => index < total).map((index) => `${name}${index}`);
      const to = from + ids.length;
      yield {
        collected: ids.map((itemId) => ({ items: [{ itemId }] })),
        next: to < total ? { done: to, cursor: `after-${to}` } : undefined,
      };
    }
  },
});
const stages = [stageOf('a', 5), stageOf('b', 0), stageOf('c', 3)];

async function read(checkpoint?: JsonValue, stopAfter = Infinity, abort = new AbortController()) {
  const pages: BackfillPage[] = [];
  const request = { abort: abort.signal, ...(checkpoint !== undefined && { checkpoint }) };
  for await (const page of stagedHistory(stages, request)) {
    pages.push(page);
    if (pages.length >= stopAfter) break;
  }
  return pages;
}
const idsOf = (pages: readonly BackfillPage[]) => pages.flatMap(({ items = [] }) => items.map(({ itemId }) => itemId));

describe('a history of several stages', () => {
  it('comes stage by stage and says how far it is', async () => {
    const pages = await read();
    expect(idsOf(pages)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'c0', 'c1', 'c2']);
    expect(pages.map(({ fraction }) => fraction)).toEqual([2 / 8, 4 / 8, 5 / 8, 7 / 8, 1]);
  });

  it('goes on behind each part at which it was cut off', async () => {
    const whole = await read();
    for (let cut = 1; cut <= whole.length; cut++) {
      const before = await read(undefined, cut);
      expect(idsOf([...before, ...(await read(before.at(-1)?.checkpoint))])).toEqual(idsOf(whole));
    }
  });

  it.each<JsonValue>([
    null,
    7,
    'x',
    [],
    {},
    { stage: 9, done: 0 },
    { stage: 0 },
    { stage: 1, done: -1 },
    { stage: 0, done: 2, cursor: {} },
  ])('begins anew by a checkpoint that is none: %j', async (checkpoint) => {
    expect(await read(checkpoint)).toHaveLength(5);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(read(undefined, Infinity, abort)).rejects.toMatchObject({ code: 'SINTONIA_ABORTED' });
  });
});
