import { rules } from '@sintonia/rules';
import { DAY, type SegmenterRequest, type Signal } from '@sintonia/spec';
import { fitContext, seededRandom } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { churnSegmenter } from './churn.js';
import { type PropensityOptions, propensity, propensitySegmenter } from './propensity.js';

const NOW = Date.UTC(2026, 0, 1);
const { performed } = rules();

/** People who look in now and then. Half of them are keen and order every other week; on paid plans more are. */
function people(count: number, until = NOW, keen = 0.5): readonly SegmenterRequest[] {
  const random = seededRandom(count);
  return Array.from({ length: count }, (_, index) => {
    const isKeen = random() < keen;
    const person = `person-${index}`;
    const signals: Signal[] = [];
    for (let ago = 150 * random() ** 2; ago < 200; ago += 30 * random() * (isKeen ? 1 : 2)) {
      const timestamp = until - ago * DAY;
      const type = random() < (isKeen ? 0.5 : 0.02) ? 'Order Completed' : 'Page Viewed';
      const properties = { paid: isKeen };
      signals.push({ id: `${person} ${ago}`, person, type, timestamp, receivedAt: timestamp, value: 10, properties });
    }
    const plan = random() < (isKeen ? 0.9 : 0.1) ? 'paid' : 'free';
    const profile = { person, anonymousIds: [], traits: { plan }, computed: {}, counts: {}, revenue: 0 };
    return { profile, history: { signals, interactions: [] }, now: until };
  });
}

function contextOf(requests: readonly SegmenterRequest[], now = NOW) {
  const signals = requests.flatMap(({ history }) => history.signals);
  return fitContext({ now, signals, profiles: requests.map(({ profile }) => profile) });
}

const goal: PropensityOptions = {
  ...{ goal: performed('Order Completed'), within: '30d', traits: ['plan'] },
  ...{ signals: ['Order Completed', 'Page Viewed'], windows: ['30d'], recipe: 'logistic' },
};

describe('propensity', () => {
  const many = people(800);

  it('tells who will order, and says how good it was on people it had not seen', async () => {
    const segmenter = propensitySegmenter(goal);
    const report = await segmenter.fit(contextOf(many));
    expect(report.outcome).toBe('fitted');
    const { auc, brier, ece, baseline, importance, reliability } = report.details as Record<string, unknown>;
    expect(auc).toBeGreaterThan(0.75);
    expect(ece).toBeLessThan(0.08);
    expect(brier).toBeLessThan((baseline as { brier: number }).brier);
    expect((importance as { feature: string }[]).length).toBeGreaterThan(3);
    const bins = reliability as { predicted: number; observed: number; people: number }[];
    expect(bins.reduce((sum, { people: some }) => sum + some, 0)).toBe(report.details?.people);

    const members = many.flatMap((request) => segmenter.assign(request));
    expect(members.length).toBeGreaterThan(100);
    for (const { confidence } of members) expect(confidence).toBeGreaterThanOrEqual(0.5);
  });

  it('says what made each probability', async () => {
    const segmenter = propensitySegmenter(goal);
    await segmenter.fit(contextOf(many));
    const of = (plan: string) => {
      const request = many.find((each) => segmenter.assign(each).length > 0) as SegmenterRequest;
      const [prediction] = segmenter.predict({ ...request, profile: { ...request.profile, traits: { plan } } });
      if (prediction?.outcome !== 'predicted') throw new Error('nothing predicted');
      return prediction;
    };
    const [paid, free] = [of('paid'), of('free')];
    expect(paid.value).toBeGreaterThan(free.value);
    const contributionOf = ({ contributions = [] }: typeof paid) =>
      contributions.find(({ feature }) => feature === 'plan');
    expect(contributionOf(paid)).toMatchObject({ value: 'paid' });
    expect(contributionOf(paid)?.contribution).toBeGreaterThan(contributionOf(free)?.contribution ?? 0);
  });

  it('asks for signals of a kind, as built or as data', async () => {
    const paid = performed('Order Completed').where('paid').is(true);
    for (const asked of [paid, { performed: 'Order Completed', where: [{ property: 'paid', is: true }] }]) {
      const segmenter = propensitySegmenter({ ...goal, goal: asked as never });
      const report = await segmenter.fit(contextOf(many.slice(0, 600)));
      expect(report.details?.positives).toBeGreaterThan(50);
    }
  });

  it.each([
    [people(100), '200 people, each followed for twice the time'],
    [people(400, NOW, 0), '50 people for whom it came true'],
  ])('declines with too little', async (requests, lacks) => {
    const segmenter = propensitySegmenter(goal);
    await segmenter.fit(contextOf(many));
    expect(await segmenter.fit(contextOf(requests))).toMatchObject({ outcome: 'insufficientData', details: { lacks } });
    const [request] = many as [SegmenterRequest];
    expect(segmenter.predict(request)).toEqual([{ name: 'propensity', outcome: 'insufficientData', lacks }]);
    expect(segmenter.snapshot()).toBeUndefined();
  });

  it('has no answer for who has done nothing, or only in the future', async () => {
    const segmenter = propensitySegmenter(goal);
    await segmenter.fit(contextOf(many));
    const [request] = many as [SegmenterRequest];
    const silent = { ...request, history: { signals: [], interactions: [] } };
    const early = { ...request, now: NOW - 1_000 * DAY };
    for (const asked of [silent, early])
      expect(segmenter.predict(asked)).toMatchObject([{ lacks: 'signals to go by' }]);
  });

  it('notices that people have changed, and that fewer did as it said', async () => {
    const segmenter = propensitySegmenter(goal);
    await segmenter.fit(contextOf(many));
    const quiet = await segmenter.fit(contextOf(people(800, NOW + DAY), NOW + DAY));
    expect(quiet.drift?.filter(({ level }) => level === 'major') ?? []).toEqual([]);
    await segmenter.fit(contextOf(many));
    const changed = await segmenter.fit(contextOf(people(800, NOW + 90 * DAY, 0.1), NOW + 90 * DAY));
    expect(changed.drift).toContainEqual(expect.objectContaining({ kind: 'population', level: 'major' }));
  });

  it('restores no model of another goal', async () => {
    const segmenter = propensitySegmenter(goal);
    await segmenter.fit(contextOf(many));
    const other = propensitySegmenter({ ...goal, name: 'other' });
    expect(() => other.restore(segmenter.snapshot() as Uint8Array)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }),
    );
  });

  it.each([
    [{ goal: undefined }, 'goal'],
    [{ goal: { performed: '' } }, 'goal.performed'],
    [{ goal: { performed: 'x', atLeast: 2 } }, 'goal'],
    [{ within: 'soon' }, 'within'],
    [{ threshold: 2 }, 'threshold'],
    [{ minimumPositives: 1 }, 'minimumPositives'],
    [{ when: '30d' }, 'when'],
  ])('refuses %j', (options, field) => {
    expect(() => propensity({ ...goal, ...(options as object) })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});

describe('churn', () => {
  it('is likelier for who has been away for longer', async () => {
    const many = people(800);
    const segmenter = churnSegmenter({
      activity: { performed: 'Page Viewed' },
      within: '21d',
      activeWithin: '60d',
      recipe: 'logistic',
    });
    expect((await segmenter.fit(contextOf(many))).outcome).toBe('fitted');
    const away = { ...(many[0] as SegmenterRequest), now: NOW + 61 * DAY };
    expect(segmenter.predict(away)).toMatchObject([{ lacks: 'activity in the last 60 days' }]);
    const meanOf = (least: number, most: number) => {
      const values = many.flatMap((request) => {
        const days = (NOW - (request.history.signals[0]?.timestamp ?? 0)) / DAY;
        const [prediction] = segmenter.predict(request);
        return days >= least && days < most && prediction?.outcome === 'predicted' ? [prediction.value] : [];
      });
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(meanOf(25, 60)).toBeGreaterThan(meanOf(0, 10));
  });
});
