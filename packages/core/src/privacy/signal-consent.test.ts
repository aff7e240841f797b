import type { Profile, Segmenter, Signal } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { ana, watchedEngine } from '../segment/watched-engine.fixture.js';

const health = ['health'];
const logged = { ...ana, type: 'Measurement Logged', properties: { pulse: 60 } };
const viewed = { ...ana, type: 'Page Viewed' };

/** Notes what it is shown of whom. */
function curious() {
  const shown: { readonly signals: readonly Signal[]; readonly profile: Profile }[] = [];
  const learnt: string[] = [];
  const part: Segmenter = {
    name: 'curious',
    specVersion: 1,
    segments: ['seen'],
    assign({ profile, history }) {
      shown.push({ profile, signals: history.signals });
      return [];
    },
    async fit({ signals, profiles }) {
      learnt.length = 0;
      for await (const page of signals()) learnt.push(...page.map(({ type }) => type));
      for await (const page of profiles()) learnt.push(...page.flatMap(({ counts }) => Object.keys(counts)));
      return { people: 1, items: 0, interactions: 0, outcome: 'fitted' };
    },
  };
  return { shown, learnt, plugin: { name: 'curious', specVersion: 1 as const, segmenters: [part] } };
}

async function clinic() {
  const { plugin, shown, learnt } = curious();
  const opened = await watchedEngine({
    plugins: [plugin],
    fitting: 'manual',
    signals: { 'Measurement Logged': { weight: 0, purpose: 'health' } },
    traits: { measurements: { count: 'Measurement Logged' }, deeds: { count: ['Measurement Logged', 'Page Viewed'] } },
    segments: {
      steady: { language: 1, rule: { performed: 'Measurement Logged', atLeast: 2, within: '30d' } },
      measured: { language: 1, rule: { trait: 'measurements', atLeast: 2 } },
      visitor: { language: 1, rule: { performed: 'Page Viewed' } },
    },
  });
  await opened.engine.privacy.grant({ ...ana, purposes: health });
  await opened.engine.collect([logged, logged, viewed]);
  const segments = async () => (await opened.engine.segmentsOf(ana)).memberships.map(({ segment }) => segment).sort();
  return { ...opened, shown, learnt, segments };
}

it('rules no longer see signals of a purpose that was withdrawn, and see them again when it is granted', async () => {
  const { engine, told, segments } = await clinic();
  expect(await segments()).toEqual(['measured', 'steady', 'visitor']);
  told();
  await engine.privacy.withdraw({ ...ana, purposes: health });
  expect(await segments()).toEqual(['visitor']);
  await engine.tick();
  expect(told().sort()).toEqual(['ana left measured', 'ana left steady']);
  expect(await engine.segments.sizeOf('steady')).toBe(0);
  await engine.collect(viewed);
  expect(await segments()).toEqual(['visitor']);
  await engine.privacy.grant({ ...ana, purposes: health });
  await engine.tick();
  expect(told().sort()).toEqual(['ana entered measured', 'ana entered steady']);
  expect(await segments()).toEqual(['measured', 'steady', 'visitor']);
});

it('neither plugins nor models see them, nor what is computed of them', async () => {
  const { engine, shown, learnt } = await clinic();
  await engine.privacy.withdraw({ ...ana, purposes: health });
  await engine.segmentsOf(ana);
  const { signals, profile } = shown.at(-1) as (typeof shown)[number];
  expect(signals.map(({ type }) => type)).toEqual(['Page Viewed']);
  expect([profile.counts, profile.computed]).toEqual([{ 'Page Viewed': 1 }, {}]);
  await engine.fit();
  expect(learnt).toEqual(['Page Viewed', 'Page Viewed']);
  await engine.privacy.grant({ ...ana, purposes: health });
  await engine.fit();
  expect(learnt.filter((type) => type === 'Measurement Logged')).toHaveLength(3);
});

it('a withdrawal on a device counts for the person it is merged into', async () => {
  const { engine, segments } = await clinic();
  const browser = { anonymousId: 'browser' };
  await engine.privacy.withdraw({ ...browser, purposes: health });
  await engine.identity.merge({ ...ana, ...browser });
  expect(await segments()).toEqual(['visitor']);
  await engine.identity.unmerge({ ...ana, ...browser });
  expect(await segments()).toEqual(['measured', 'steady', 'visitor']);
});

it('people see and erase what nobody else sees', async () => {
  const { engine } = await clinic();
  await engine.privacy.withdraw({ ...ana, purposes: health });
  expect((await engine.privacy.export(ana)).signals).toHaveLength(3);
  expect((await engine.privacy.erase(ana)).signals).toBe(3);
});
