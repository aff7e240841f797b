import type { Item } from '@sintonia/spec';
import { fitContext, recommenderSuite } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { all, fittedTo, itemsOf, NOW, took } from './content.fixture.js';
import { ContentRecommender } from './content-recommender.js';
import type { Embed } from './embedder.js';

/** Knows what words are about, as if it had read much: feet, tea or light. */
const subjects: readonly RegExp[] = [/shoe|boot|sandal|foot/gi, /tea|kettle|cup/gi, /lamp|light|candle/gi];
const vectorOf = (text: string) => [...subjects.map((subject) => text.match(subject)?.length ?? 0), 0.01];

/** A port that counts what it was asked. */
function port(answer: (text: string) => readonly number[] | Float32Array = vectorOf) {
  const calls: (readonly string[])[] = [];
  const embed: Embed = async (texts) => {
    calls.push(texts);
    return texts.map(answer);
  };
  return { embed, calls, asked: () => calls.flat().length };
}

recommenderSuite('content with vectors', {
  create: () =>
    new ContentRecommender({
      embed: async (texts) =>
        texts.map((text) => [Number(/white/.test(text)), Number(/black/.test(text)), text.length / 99]),
    }),
});

const shop = itemsOf({
  shoe: 'Shoe',
  boot: 'Boot',
  teapot: 'Teapot',
  kettle: 'Kettle',
  lamp: 'Lamp',
  candle: 'Candle',
});

describe('an embed port', () => {
  it('finds what is meant alike where no word is the same, and the parts add up', async () => {
    const { embed, calls } = port();
    const { list, similar, recommender, report } = await fittedTo(shop, { embed, embedBatch: 4 });
    expect(calls.map(({ length }) => length)).toEqual([4, 2]);
    expect(report.details).toMatchObject({ embedded: 6, waiting: 0 });
    expect(similar('shoe')[0]).toBe('boot');
    for (const { score, reasons } of await list([took('shoe', 2), took('kettle'), took('lamp', -1)])) {
      expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 12);
    }
    const [best] = await recommender.search('something for a cup', 3);
    expect(['teapot', 'kettle']).toContain(best?.itemId);
    expect(best?.reasons).toEqual([{ kind: 'text', terms: [], contribution: best?.score }]);
  });

  it('counts beside terms by its share', async () => {
    const items = itemsOf({ asked: 'red shoe', term: 'red lamp', meant: 'boot' });
    const first = async (embedShare: number) =>
      (await fittedTo(items, { embed: port().embed, embedShare })).similar('asked')[0];
    expect(await first(0.9)).toBe('meant');
    expect(await first(0.1)).toBe('term');
    expect((await fittedTo(items, { embed: port().embed, embedShare: 0 })).similar('asked')).toEqual(['term']);
  });

  it('is asked once a text, also after a restart', async () => {
    const first = port();
    const { recommender } = await fittedTo([...shop, { itemId: 'same', title: 'Shoe' }], { embed: first.embed });
    expect(first.asked()).toBe(6);
    await recommender.fit(fitContext({ items: shop, now: NOW }));
    expect(first.asked()).toBe(6);

    const second = port();
    const restarted = new ContentRecommender({ embed: second.embed });
    restarted.restore(recommender.snapshot() as Uint8Array);
    await restarted.itemsChanged({ put: [...shop, { itemId: 'new', title: 'Sandal' }], removed: ['lamp'] });
    await restarted.settled();
    expect(second.calls).toEqual([['Sandal']]);
    expect(restarted.similar('shoe', 2, all).map(({ itemId }) => itemId)).toEqual(['boot', 'new']);

    const third = port();
    const other = new ContentRecommender({ embed: third.embed, embedName: 'larger' });
    other.restore(recommender.snapshot() as Uint8Array);
    await other.fit(fitContext({ items: shop, now: NOW }));
    expect(third.asked()).toBe(6);
  });

  it('that fails leaves items to their terms, says how many, and is asked again by the next fit', async () => {
    let broken = true;
    const { embed } = port();
    const recommender = new ContentRecommender({
      embedBatch: 2,
      embed: (texts, abort) =>
        broken && texts.includes('Teapots') ? Promise.reject(new Error('secret')) : embed(texts, abort),
    });
    const tea: Item[] = [...shop, { itemId: 'pots', title: 'Teapots' }];
    const report = await recommender.fit(fitContext({ items: tea, now: NOW }));
    expect(report).toMatchObject({ outcome: 'fitted', details: { embedded: 5, waiting: 2 } });
    expect(JSON.stringify(report)).not.toContain('secret');
    expect(recommender.similar('pots', 5, all).map(({ itemId }) => itemId)).toEqual(['teapot']);
    broken = false;
    expect((await recommender.fit(fitContext({ items: tea, now: NOW }))).details).toMatchObject({ waiting: 0 });
    expect(recommender.similar('pots', 5, all).map(({ itemId }) => itemId)).toContain('kettle');
  });

  it.each<[string, Embed]>([
    ['no list', async () => 7 as never],
    ['too few vectors', async () => []],
    ['vectors that are none', async (texts) => texts.map(() => 'x' as never)],
    ['NaN', async (texts) => texts.map(() => [Number.NaN])],
    ['vectors of no numbers', async (texts) => texts.map(() => [])],
    ['vectors of several dimensions', async (texts) => texts.map((_, at) => Array(at + 1).fill(1))],
  ])('that gives %s is refused, and the model before stays', async (_, wrong) => {
    let embed: Embed = port().embed;
    const recommender = new ContentRecommender({ embed: (texts, abort) => embed(texts, abort) });
    await recommender.fit(fitContext({ items: shop, now: NOW }));
    const before = recommender.similar('shoe', 5, all);
    embed = wrong;
    const more = itemsOf({ a: 'Light one', b: 'Light two' });
    await expect(recommender.fit(fitContext({ items: [...shop, ...more], now: NOW }))).rejects.toMatchObject({
      code: 'SINTONIA_PLUGIN_INVALID',
      field: 'embed',
    });
    expect(recommender.similar('shoe', 5, all)).toEqual(before);
  });

  it('that once gave nonsense may give vectors later', async () => {
    let embed: Embed = async (texts) => texts.map((_, at) => Array(at + 1).fill(1));
    const recommender = new ContentRecommender({ embed: (texts, abort) => embed(texts, abort) });
    await expect(recommender.fit(fitContext({ items: shop, now: NOW }))).rejects.toThrow('one dimension');
    embed = port().embed;
    expect((await recommender.fit(fitContext({ items: shop, now: NOW }))).details).toMatchObject({ embedded: 6 });
  });

  it('that gives zero vectors, or is not asked as there is no text, changes nothing', async () => {
    const { embed, calls } = port((text) => (text === 'Zero' ? [0, 0, 0, 0] : vectorOf(text)));
    const items = [...shop, { itemId: 'zero', title: 'Zero' }, { itemId: 'empty', title: '' }];
    const { similar, report } = await fittedTo(items, { embed });
    expect(calls.flat()).not.toContain('');
    expect(report.details).toMatchObject({ embedded: 6, waiting: 1 });
    expect(similar('zero')).toEqual([]);
  });

  it('is told to stop', async () => {
    const abort = new AbortController();
    const recommender = new ContentRecommender({
      embed: async (texts, signal) => {
        expect(signal.aborted).toBe(false);
        abort.abort();
        return texts.map(vectorOf);
      },
    });
    const fit = recommender.fit(fitContext({ items: shop, now: NOW, abort: abort.signal }));
    await expect(fit).rejects.toMatchObject({ code: 'SINTONIA_ABORTED' });
    expect(recommender.snapshot()).toBeUndefined();
  });
});
