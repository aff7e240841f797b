import { DAY, type Signal } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { review } from './alexa.fixture.js';
import { chatter, NOW, say } from './chatter.fixture.js';
import { TrendsRecommender } from './trends-recommender.js';

async function termsOf(signals: readonly Signal[]) {
  const recommender = new TrendsRecommender();
  const report = await recommender.fit(fitContext({ now: NOW, signals }));
  return { report, recommender, terms: recommender.rising().map((rise) => (rise.kind === 'term' ? rise.term : '')) };
}

describe('texts', () => {
  it.each<[string, readonly Signal[]]>([
    ['empty ones', say('', 30, 0.5)],
    ['nothing but emoji and marks', say('🎉🎉 … — 👩‍👩‍👧 !!!', 30, 0.5)],
    ['half a pair of surrogates', say('\ud83d', 30, 0.5)],
    ['one author', Array.from({ length: 500 }, (_, at) => review(`one-${at}`, 'loud', NOW - 10 * at, 'zorblax'))],
    ['dates that are none', say('zorblax', 30, Number.NaN)],
    ['dates in the future', say('zorblax', 30, -3)],
    ['dates long ago', say('zorblax', 30, 4_000)],
  ])('%s raise nothing', async (_, signals) => {
    const { report, terms } = await termsOf([...chatter(), ...signals]);
    expect(report.outcome).toBe('fitted');
    expect(terms).toEqual([]);
  });

  it('that lie in the future are counted in the report', async () => {
    expect((await termsOf([...chatter(), ...say('zorblax', 30, -3)])).report.details).toMatchObject({ future: 30 });
  });

  it('of 10 MB are read at their beginning', async () => {
    const long = `zorblax ${'blah blah. '.repeat(1_000_000)}`;
    const { terms } = await termsOf([...chatter(), ...say(long, 12, 0.5)]);
    expect(terms).toContain('zorblax');
    const word = 'x'.repeat(10_000_000);
    expect((await termsOf([...chatter(), ...say(word, 12, 0.5)])).report.outcome).toBe('fitted');
  });

  it('in mixed scripts have their words found', async () => {
    const { terms } = await termsOf([...chatter(), ...say('日本 🎉 zorblax Привет', 12, 0.5)]);
    expect(terms).toEqual(expect.arrayContaining(['zorblax', 'привет']));
  });

  it('may use the names of JavaScript’s own', async () => {
    const { terms, recommender } = await termsOf([...chatter(), ...say('__proto__ constructor', 12, 0.5, '__proto__')]);
    expect(terms).toEqual(expect.arrayContaining(['constructor']));
    const list = recommender.recommend({ person: 'a', history: [], limit: 5, now: NOW, allows: () => true });
    expect(list.map(({ itemId }) => itemId)).toEqual(['__proto__']);
  });

  it.each([
    ['all on one day', say('zorblax', 500, 0.5)],
    ['none', []],
    ['a fortnight in all', chatter(14)],
  ])('%s say what is lacking', async (_, signals) => {
    const { report, recommender } = await termsOf(signals);
    expect(report).toMatchObject({ outcome: 'insufficientData', details: { lacks: 'two weeks before what is new' } });
    expect(recommender.rising()).toEqual([]);
    expect(recommender.snapshot()).toBeUndefined();
  });
});

describe('a model that is there', () => {
  const signals = [...chatter(), ...say('eclipse', 30, 0.5, 'glasses')];

  it('stays through an abort in the middle and a damaged snapshot, and comes back from a good one', async () => {
    const { recommender } = await termsOf(signals);
    const before = structuredClone(recommender.rising());
    expect(before.length).toBeGreaterThan(0);
    const abort = new AbortController();
    const interrupted = recommender.fit({
      ...fitContext({ abort: abort.signal }),
      async *signals() {
        yield signals.slice(0, 500);
        abort.abort();
        yield signals.slice(500);
      },
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'SINTONIA_ABORTED' });
    const bytes = recommender.snapshot() as Uint8Array;
    for (const damaged of [bytes.slice(0, -1), bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte))]) {
      expect(() => recommender.restore(damaged)).toThrow(
        expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }),
      );
    }
    expect(recommender.rising()).toEqual(before);
    const other = new TrendsRecommender();
    other.restore(bytes);
    expect(other.rising()).toEqual(before);
    expect(other.snapshot()).toEqual(bytes);
  });

  it('holds nobody’s id, and is forgotten where data no longer suffice', async () => {
    const { recommender } = await termsOf(signals);
    expect(new TextDecoder().decode(recommender.snapshot())).not.toMatch(/author-|person-/);
    await recommender.fit(fitContext({ now: NOW + 400 * DAY, signals }));
    expect(recommender.rising()).toEqual([]);
  });
});

it.each([
  ['bucket', 'week'],
  ['window', 8],
  ['weeks', 1],
  ['baselineHalfLifeDays', 0],
  ['halfLifeDays', Number.NaN],
  ['leastPeople', 2],
  ['leastRise', 0.9],
  ['falseDiscoveryRate', 0],
  ['onlyPositive', 'yes'],
  ['textOf', 'text'],
  ['segmentOf', 'country'],
  ['attributes', 'brand'],
  ['halflife', 3],
])('the option %s is checked', (field, value) => {
  expect(() => new TrendsRecommender({ [field]: value })).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
