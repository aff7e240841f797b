import type { FitContext, Interaction, Plugin, Profile, Recommender, Signal } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const phone = { anonymousId: 'phone' };
const both = { ...ana, ...phone };

/** Keeps what models get to see. */
function observer() {
  const seen = { signals: [] as Signal[], interactions: [] as Interaction[], profiles: [] as Profile[] };
  const asked: { person: string; items: string[] }[] = [];
  const recommender: Recommender = {
    name: 'observer',
    specVersion: 1,
    recommend({ person, history }) {
      asked.push({ person, items: history.map(({ itemId }) => itemId) });
      return [];
    },
    async fit({ signals, interactions, profiles }: FitContext) {
      for (const list of Object.values(seen)) list.length = 0;
      for await (const page of signals()) seen.signals.push(...page);
      for await (const page of interactions()) seen.interactions.push(...page);
      for await (const page of profiles()) seen.profiles.push(...page);
      return { people: 1, items: 1, interactions: seen.interactions.length, outcome: 'fitted' };
    },
  };
  const plugin: Plugin = { name: 'observer', specVersion: 1, recommenders: [recommender] };
  return { seen, asked, plugin };
}

async function lived() {
  const { seen, asked, plugin } = observer();
  const all = await testEngine({ plugins: [plugin] });
  const buy = (who: object, itemId: string) => all.engine.collect({ ...who, type: 'Order Completed', itemId } as never);
  await buy(phone, 'mug');
  await buy(ana, 'cup');
  await all.engine.identify(both);
  await buy(phone, 'jar');
  await all.engine.identify({ userId: 'ben', ...phone });
  await buy(phone, 'pot');
  return { ...all, seen, asked };
}

describe('what a merged device did counts for the person', () => {
  it('in lists: whoever asks by either id', async () => {
    const { engine, asked } = await lived();
    expect(await engine.recommend(ana)).toMatchObject({ person: 'ana' });
    expect(asked.at(-1)?.items.toSorted()).toEqual(['cup', 'jar', 'mug']);
    await engine.recommend(phone);
    expect(asked.at(-1)?.items).toEqual(['pot']);
    await engine.identity.unmerge(both);
    expect(await engine.recommend({ ...phone, includeSeen: true })).toMatchObject({ person: '~phone' });
    expect(asked.at(-1)?.items.toSorted()).toEqual(['jar', 'mug', 'pot']);
    await engine.recommend(ana);
    expect(asked.at(-1)?.items).toEqual(['cup']);
  });

  it('in fits: signals, interactions and profiles name the person, and nobody comes twice', async () => {
    const { engine, seen } = await lived();
    await engine.fit();
    const whose = seen.interactions.map(({ person, itemId }) => `${itemId} of ${person.slice(0, 7)}`);
    expect(whose).toEqual(['mug of ana', 'cup of ana', 'jar of ana', 'pot of ~shared']);
    expect(seen.signals.map(({ person }) => person)).toEqual(seen.interactions.map(({ person }) => person));
    expect(
      seen.profiles.map(({ person, counts }) => [person.slice(0, 7), counts['Order Completed'] ?? 0]).sort(),
    ).toEqual([
      ['ana', 3],
      ['ben', 0],
      ['~shared', 1],
    ]);
    await engine.identity.unmerge(both);
    await engine.fit();
    expect(seen.interactions.map(({ person }) => person)).toEqual(['~phone', 'ana', '~phone', '~phone']);
    expect(seen.profiles.map(({ person }) => person).sort()).toEqual(['ana', 'ben', '~phone']);
  });

  it('in fits, where one side does not agree, not at all', async () => {
    const { engine, seen } = await lived();
    await engine.identity.unmerge(both);
    await engine.privacy.withdraw({ ...phone, purposes: ['personalisation'] });
    await engine.identify(both);
    await engine.fit();
    expect(seen.signals).toEqual([]);
    expect(seen.profiles.map(({ person }) => person)).toEqual(['ben']);
    await engine.privacy.grant({ ...ana, purposes: ['personalisation'] });
    await engine.fit();
    expect(seen.signals).toHaveLength(4);
  });

  it('in what diagnose finds', async () => {
    const { engine } = await testEngine({ plugins: [observer().plugin] });
    await engine.collect({ ...phone, type: 'Order Completed', itemId: 'mug' });
    await engine.identify(both);
    const findings = async (who: object) => (await engine.diagnose(who)).findings.map(({ finding }) => finding);
    expect(await findings(ana)).not.toContain('noHistory');
    await engine.identity.unmerge(both);
    expect(await findings(ana)).toContain('noHistory');
  });
});
