import type { Item } from '@sintonia/spec';
import { recommenderSuite } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { english, fittedTo, itemsOf, spanish, took } from './content.fixture.js';
import type { ContentOptions } from './content-options.js';
import { ContentRecommender } from './content-recommender.js';

recommenderSuite('content', { create: () => new ContentRecommender() });
recommenderSuite('content by TF-IDF', { create: () => new ContentRecommender({ weighting: 'tfidf' }) });

describe('content', () => {
  it('finds what is written of alike, whatever the form of the word', async () => {
    const { similar, report } = await fittedTo([...english, ...spanish]);
    expect(similar('runner')[0]).toBe('trail');
    expect(similar('kettle')[0]).toBe('teapot');
    expect(similar('zapato')).toEqual(['zapatos']);
    expect(similar('lampara')[0]).toBe('lamparas');
    expect(report).toMatchObject({
      outcome: 'fitted',
      items: 9,
      details: { fields: ['title', 'description'], language: 'en' },
    });
  });

  it('reads short titles in the language that most items are in, or that the item names', async () => {
    const shop = itemsOf({ one: 'Canción', many: 'Canciones', ...Object.fromEntries(spanish.map(asText)) });
    expect((await fittedTo(shop)).similar('one')).toEqual(['many']);
    const named = ['es', 'es-MX', 'ES'].map((language, at) => ({
      ...{ itemId: `i${at}`, title: at % 2 ? 'Canciones' : 'Canción' },
      attributes: { language },
    }));
    expect((await fittedTo([...english, ...named])).similar('i0')).toEqual(['i1', 'i2'].sort());
  });

  it('goes by what the person took and turned down, and says so', async () => {
    const { list } = await fittedTo(english);
    const [best] = await list([took('runner', 3), took('kettle')]);
    expect(best?.itemId).toBe('trail');
    expect(best?.reasons[0]).toEqual({ kind: 'similarTo', itemId: 'runner', contribution: expect.any(Number) });
    const scoreOf = async (history: Parameters<typeof list>[0]) =>
      (await list(history)).find(({ itemId }) => itemId === 'teapot')?.score ?? 0;
    expect(await scoreOf([took('kettle')])).toBeGreaterThan(await scoreOf([took('kettle'), took('sandal', -4)]));
    expect(await list([took('kettle', -1)])).toEqual([]);
  });

  it('finds planted copies among thousands', async () => {
    const word = (seed: number) => `w${(seed * 7_919) % 4_001}`;
    const textOf = (item: number) => Array.from({ length: 30 }, (_, at) => word(item * 31 + at * at)).join(' ');
    const items = Array.from({ length: 2_000 }, (_, at) => ({ itemId: `i${at}`, title: textOf(at) }));
    const copies = [7, 500, 1_999].map((of) => ({ itemId: `copy-${of}`, title: `${textOf(of)} and something more` }));
    const { similar } = await fittedTo([...items, ...copies]);
    for (const of of [7, 500, 1_999]) expect(similar(`copy-${of}`)[0]).toBe(`i${of}`);
  });

  it('lets fields count as declared', async () => {
    const items = itemsOf({
      asked: { title: 'red', note: 'blue' },
      red: { title: 'red', note: 'wood' },
      blue: { title: 'iron', note: 'blue' },
    });
    expect((await fittedTo(items, { fields: { title: 5, note: 1 } })).similar('asked')).toEqual(['red', 'blue']);
    expect((await fittedTo(items, { fields: { title: 1, note: 5 } })).similar('asked')).toEqual(['blue', 'red']);
    expect((await fittedTo(items, { fields: { note: 1 } })).similar('asked')).toEqual(['blue']);
  });

  it('reads any other language with what it is given', async () => {
    const german = { stemmer: (word: string) => word.replace(/en?$/, ''), stopWords: ['und', 'für'], letters: 'öäü' };
    const items = itemsOf({ one: 'Lampe für Gärten', two: 'Lampen', three: 'Garten' });
    const { similar } = await fittedTo(items, { languages: { de: german } });
    expect(similar('one')).toEqual(['two']);
  });
});

describe('a search', () => {
  it('finds items by words in any of the languages, and says by which', async () => {
    const { recommender, found } = await fittedTo([...english, ...spanish]);
    expect((await found('shoe')).sort()).toEqual(['runner', 'trail']);
    expect((await found('ZAPATO')).sort()).toEqual(['zapato', 'zapatos']);
    expect((await found('lampara')).sort()).toEqual(['lampara', 'lamparas']);
    const [best] = await recommender.search('red running shoes', 1);
    expect(best).toEqual({
      itemId: 'runner',
      score: expect.any(Number),
      reasons: [{ kind: 'text', terms: ['running', 'shoes'], contribution: best?.score }],
    });
    expect(await recommender.search('shoes', 5, (itemId) => itemId !== 'runner')).toHaveLength(1);
  });

  it.each(['', '   ', '¿?', 'the', 'nobody wrote this', '🙂', 'x'.repeat(100_000)])(
    'for %j finds nothing',
    async (text) => {
      const { found } = await fittedTo(english);
      expect(await found(text)).toEqual([]);
    },
  );

  it('for what is no text is refused', async () => {
    const { recommender } = await fittedTo(english);
    await expect(recommender.search(7 as never, 5)).rejects.toMatchObject({
      code: 'SINTONIA_INPUT_INVALID',
      field: 'question',
    });
  });
});

describe('odd texts', () => {
  it.each<[string, readonly Item[]]>([
    ['no items', []],
    ['items without text', [{ itemId: 'a' }, { itemId: 'b', title: '', attributes: { description: '' } }]],
    ['nothing but signs', itemsOf({ a: '!!! ... ¿?', b: '🙂🙂' })],
    ['nothing but stop words', itemsOf({ a: 'the', b: 'of the' })],
  ])('%s are too little', async (_, items) => {
    const { report, list } = await fittedTo(items);
    expect(report.outcome).toBe('insufficientData');
    expect(await list([took('a')])).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['mixed scripts and emoji', 'Café 東京 🙂 кафе قهوة', 'tokio 東京 cafe'],
    ['Chinese', '我们去北京大学看书', '北京大学'],
    ['broken characters', 'half \ud83d a smile', 'half a smile'],
    ['10 MB', 'shoe '.repeat(2_000_000), 'shoe'],
    ['one word of 10 MB', 'a'.repeat(10_000_000), 'a'.repeat(1_000)],
    ['names of objects', '__proto__ constructor', 'constructor'],
    ['full width and ligatures', 'ＲＥＤ oﬃce', 'red office'],
  ])('%s are read', async (_, text, other) => {
    const { list } = await fittedTo(itemsOf({ a: text, b: other, c: 'nothing of it' }));
    const found = await list([took('a')]);
    expect(found.map(({ itemId }) => itemId)).toEqual(['b']);
    expect(Number.isFinite(found[0]?.score)).toBe(true);
  });

  it('attributes that are no text, or named as what every object has, count as absent', async () => {
    const attributes = JSON.parse('{"description":7,"__proto__":"x","text":["red shoe",3,null]}');
    const { recommender, similar } = await fittedTo([{ itemId: 'a', attributes }, ...itemsOf({ b: 'shoe', c: 'x' })], {
      fields: { title: 1, description: 1, text: 1, ['__proto__']: 1, toString: 1 },
    });
    expect(similar('a')).toContain('b');
    expect(recommender.snapshot()).toBeInstanceOf(Uint8Array);
  });
});

it.each<[object, string]>([
  [{ fields: { title: 0 } }, 'fields.title'],
  [{ fields: { title: Number.NaN } }, 'fields.title'],
  [{ fields: [] }, 'fields'],
  [{ languages: {} }, 'languages'],
  [{ languages: { 'no language': {} } }, 'languages.no language'],
  [{ languages: { es: { stemer: 1 } } }, 'languages.es.stemer'],
  [{ languages: { es: { stemmer: 1 } } }, 'languages.es.stemmer'],
  [{ languages: { es: { stopWords: [1] } } }, 'languages.es.stopWords'],
  [{ languages: { es: { letters: 1 } } }, 'languages.es.letters'],
  [{ languageAttribute: 1 }, 'languageAttribute'],
  [{ weighting: 'bm26' }, 'weighting'],
  [{ b: 2 }, 'b'],
  [{ embed: 'openai' }, 'embed'],
  [{ embedShare: -1 }, 'embedShare'],
])('refuses %j', (options, field) => {
  expect(() => new ContentRecommender(options as ContentOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});

function asText({ itemId, title = '', attributes = {} }: Item) {
  return [itemId, { title, description: String(attributes.description) }] as const;
}
