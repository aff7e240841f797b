import type { Plugin } from '@sintonia/spec';
import { fakeDispatcher, fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';
import { installPlugins } from './install-plugins.js';

const base = { name: 'p', specVersion: 1 };
const rule = { name: 'r', specVersion: 1, judge: () => ({ verdict: 'pass', because: 'fine' }) };

describe('a plugin is refused', () => {
  it.each<[string, unknown, string]>([
    ['that is its own factory', () => base, ''],
    ['that is nothing', undefined, ''],
    ['without a name', { specVersion: 1 }, '.name'],
    ['of another version of the contract', { ...base, specVersion: 2 }, '.specVersion'],
    ['whose setup is no function', { ...base, setup: true }, '.setup'],
    ['whose erase is no function', { ...base, erase: 'yes' }, '.erase'],
    ['whose parts are no list', { ...base, recommenders: fakeRecommender() }, '.recommenders'],
    ['with an empty part', { ...base, rules: [rule, null] }, '.rules[1]'],
    ['with a nameless part', { ...base, rules: [{ ...rule, name: '' }] }, '.rules[0].name'],
    ['with a part of another version', { ...base, rules: [{ ...rule, specVersion: '1' }] }, '.rules[0].specVersion'],
    ['with a rule that cannot judge', { ...base, rules: [{ ...rule, judge: 1 }] }, '.rules[0].judge'],
    ['with a collector that cannot parse', { ...base, collectors: [rule] }, '.collectors[0].parse'],
    ['with a segmenter that cannot assign', { ...base, segmenters: [rule] }, '.segmenters[0].assign'],
    ['with a recommender that cannot', { ...base, recommenders: [rule] }, '.recommenders[0].recommend'],
    ['with a fit that is none', { ...base, recommenders: [{ ...fakeRecommender(), fit: 1 }] }, '.recommenders[0].fit'],
    ['with a re-ranker that cannot', { ...base, rerankers: [rule] }, '.rerankers[0].rerank'],
    ['with a dispatcher that cannot', { ...base, dispatchers: [rule] }, '.dispatchers[0].dispatch'],
    [
      'with a dispatcher for no channel',
      { ...base, dispatchers: [{ ...fakeDispatcher(), channel: undefined }] },
      '.dispatchers[0].channel',
    ],
    [
      'with a dispatcher that takes none at once',
      { ...base, dispatchers: [fakeDispatcher({ concurrency: 0 })] },
      '.dispatchers[0].limits.concurrency',
    ],
    [
      'with a dispatcher whose requests hold nothing',
      { ...base, dispatchers: [fakeDispatcher({ batch: 0 })] },
      '.dispatchers[0].limits.batch',
    ],
    [
      'with a dispatcher that takes none a second',
      { ...base, dispatchers: [fakeDispatcher({ perSecond: Number.NaN })] },
      '.dispatchers[0].limits.perSecond',
    ],
    ['with an assigner that cannot', { ...base, assigner: rule }, '.assigner.assign'],
    ['whose purposes are no names', { ...base, purposes: ['marketing', 7] }, '.purposes[1]'],
    ['that requires what is not there', { ...base, requires: ['crm'] }, '.requires'],
    [
      'with a signal type that weighs nothing known',
      { ...base, signals: { Hug: { weight: -1 } } },
      '.signals.Hug.weight',
    ],
  ])('%s', (_, plugin, field) => {
    const good = { name: 'good', specVersion: 1 } as Plugin;
    const error = expect.objectContaining(coded('PLUGIN_INVALID', `plugins[1]${field}`));
    expect(() => installPlugins([good, plugin as Plugin])).toThrow(error);
  });

  it('a second time', () => {
    const twice = [base, base] as Plugin[];
    expect(() => installPlugins(twice)).toThrow(expect.objectContaining(coded('PLUGIN_INVALID', 'plugins[1].name')));
  });

  it('with a part whose name another has', () => {
    const list = (name: string) => ({ name, specVersion: 1, recommenders: [fakeRecommender()] }) as Plugin;
    expect(() => installPlugins([list('a'), list('b')])).toThrow(
      expect.objectContaining(coded('PLUGIN_INVALID', 'plugins')),
    );
  });
});

it('a plugin may require one that comes later, and declare signal types', async () => {
  const plugins: Plugin[] = [
    { name: 'a', specVersion: 1, requires: ['b'], signals: { Hug: { weight: 1 }, 'Product Viewed': { weight: 0 } } },
    { name: 'b', specVersion: 1 },
  ];
  const { engine } = await testEngine({ plugins });
  expect(await engine.collect({ userId: 'ana', type: 'Hug' })).toMatchObject({ accepted: 1 });
});

it('of two dispatchers for a channel the first is preferred', () => {
  const plugin = (name: string): Plugin => ({ name, specVersion: 1, dispatchers: [fakeDispatcher({ name })] });
  expect(installPlugins([plugin('a'), plugin('b')]).dispatchers.get('email')?.[0]?.part.name).toBe('a');
});
