import { seededRandom } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { type SegmentQualityOptions, segmentQuality } from './segment-quality.js';
import type { QualityOfSegment, SegmentQuality } from './segment-quality-report.js';
import type { SurveyedPerson } from './surveyed-person.js';

/** Three hundred: big spenders who stay, small ones who stay, and a coin toss that means nothing. */
function shop() {
  const random = seededRandom(4);
  const people = Array.from({ length: 300 }, (_, index) => ({ person: `p${index}`, big: index % 3 === 0 }));
  const row =
    (revenue: number) =>
    ({ person, big }: (typeof people)[number]): SurveyedPerson => ({
      person,
      segments: [big ? 'big' : 'small', ...(random() < 0.5 ? ['heads'] : [])],
      channels: big || random() < 0.1 ? ['email'] : [],
      totals: { revenue: revenue * (big ? 10 + random() : random()) },
    });
  return { before: people.map(row(1)), after: people.map(row(2)) };
}

const { before, after } = shop();
const quality = segmentQuality({ before, after });
const of = (name: string, { segments }: SegmentQuality = quality) =>
  segments.find(({ segment }) => segment === name) as QualityOfSegment;
const grades = (segment: QualityOfSegment) =>
  Object.fromEntries(Object.entries(segment.grades).map(([criterion, { grade }]) => [criterion, grade]));

describe('the quality of segments', () => {
  it('finds the good one sound', () => {
    const big = of('big');
    expect(big).toMatchObject({
      size: 100,
      before: 100,
      reach: 1 / 3,
      stability: { jaccard: 1, kept: 1 },
      verdict: 'sound',
    });
    expect(big.separation).toMatchObject([{ outcome: 'revenue', people: 100, cliffsDelta: 1 }]);
    expect(big.reachable).toEqual({ any: 1, channels: { email: 1 } });
    expect(grades(big)).toEqual({
      relevant: 'good',
      actionable: 'good',
      measurable: 'fair',
      stable: 'good',
      distinct: 'fair',
    });
  });

  it('finds the coin toss unsound', () => {
    const heads = of('heads');
    expect(heads.verdict).toBe('unsound');
    expect(grades(heads)).toMatchObject({ relevant: 'poor', stable: 'poor' });
    expect(heads.grades.relevant).toMatchObject({ good: 0.33, fair: 0.147 });
  });

  it('says with which other segment it overlaps', () => {
    expect(of('heads').closest).toEqual({ segment: 'small', jaccard: expect.closeTo(0.4, 1) });
    expect(of('big').closest?.segment).toBe('heads');
    const [big] = quality.overlap;
    expect(big?.[0]).toBe(1);
    expect(big?.[2]).toBe(0);
    expect(quality.overlap.map((_, place) => quality.overlap.map((row) => row[place]))).toEqual(quality.overlap);
  });

  it('counts who went where', () => {
    const bySize = (rows: readonly SurveyedPerson[]) =>
      rows.map((row) => ({ ...row, segments: row.segments.slice(0, 1) }));
    const moved = bySize(after).map((row, index) => (index < 30 ? { ...row, segments: [] } : row));
    const { migration, outcomes } = segmentQuality({ before: bySize(before), after: moved });
    expect(migration).toEqual([
      { from: 'big', to: 'big', people: 90 },
      { from: 'big', to: null, people: 10 },
      { from: 'small', to: 'small', people: 180 },
      { from: 'small', to: null, people: 20 },
    ]);
    expect(outcomes[0]).toMatchObject({ outcome: 'revenue', people: 300 });
    expect(outcomes[0]?.etaSquared).toBeGreaterThan(0.9);
  });

  it('judges by what came after the sorting, not by what it was sorted by', () => {
    const total = (value: number) => (row: SurveyedPerson) => ({ ...row, totals: { revenue: value } });
    const rich = before.map((row) => total(row.segments.includes('big') ? 1_000 : 0)(row));
    const nothingSince = segmentQuality({ before: rich, after: rich });
    expect(of('big', nothingSince).separation[0]).toMatchObject({ mean: 0, cliffsDelta: 0 });
    expect(of('big', segmentQuality({ after: rich })).separation[0]).toMatchObject({ mean: 1_000, cliffsDelta: 1 });
  });

  it('says nothing of what it cannot know', () => {
    const bare = segmentQuality({ after: after.map(({ person, segments }) => ({ person, segments })) });
    expect(bare.people).toEqual({ now: 300, before: null, both: 0 });
    expect(bare.migration).toEqual([]);
    expect(of('big', bare)).toMatchObject({ before: null, stability: null, separation: [], reachable: null });
    expect(grades(of('big', bare))).toMatchObject({ relevant: 'unknown', actionable: 'unknown', stable: 'unknown' });
    expect(of('big', bare).verdict).toBe('doubtful');
  });

  it('tells nothing in detail of fewer than ten', () => {
    const few = after.map((row, index) => (index < 9 ? { ...row, segments: ['few'] } : row));
    const report = segmentQuality({ before: few, after: few });
    expect(of('few', report)).toMatchObject({
      size: null,
      before: null,
      reach: null,
      stability: null,
      separation: [],
      reachable: null,
      closest: null,
      verdict: 'tooFewPeople',
    });
    expect(Object.values(grades(of('few', report)))).toEqual(Array(5).fill('unknown'));
    expect(report.migration.filter(({ people }) => people !== null && people < 10)).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('"p1"');
  });

  it('takes segments without members, and nobody at all', () => {
    expect(of('nobody', segmentQuality({ after, segments: ['nobody', 'big'] }))).toMatchObject({
      size: 0,
      verdict: 'tooFewPeople',
    });
    expect(segmentQuality({ after: [], before: [] })).toMatchObject({ segments: [], migration: [], outcomes: [] });
  });

  it('takes names such as __proto__', () => {
    const odd = after.map((row) => ({ ...row, segments: ['__proto__'], channels: ['constructor', '__proto__'] }));
    const [segment] = segmentQuality({ after: odd }).segments;
    expect(segment).toMatchObject({ segment: '__proto__', size: 300 });
    expect(Object.keys(segment?.reachable?.channels ?? {})).toEqual(['__proto__', 'constructor']);
  });

  it('does not depend on the order of people', () => {
    const turned = segmentQuality({ before: [...before].reverse(), after: [...after].reverse() });
    const rounded = (report: SegmentQuality) =>
      JSON.parse(
        JSON.stringify(report, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)),
      );
    expect(rounded(turned)).toEqual(rounded(quality));
  });

  it('follows thresholds of your own', () => {
    const strict = segmentQuality({ after, thresholds: { actionable: { good: 1, fair: 1 } } });
    expect(of('small', strict).grades.actionable).toMatchObject({ grade: 'poor', good: 1 });
  });

  it.each<[string, object]>([
    ['after', {}],
    ['before', { after, before: 3 }],
    ['smallest', { after, smallest: 1 }],
    ['segments', { after, segments: [] }],
    ['thresholds.stable.good', { after, thresholds: { stable: { good: 0.1, fair: 0.5 } } }],
    ['thresholds.distinct.good', { after, thresholds: { distinct: { good: 0.6, fair: 0.5 } } }],
    ['thresholds.nice', { after, thresholds: { nice: { good: 1, fair: 0 } } }],
  ])('refuses %s', (field, options) => {
    expect(() => segmentQuality(options as SegmentQualityOptions)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });

  it.each<[string, object]>([
    ['after[0].person', { segments: [] }],
    ['after[0].segments', { person: 'a', segments: [3] }],
    ['after[0].channels', { person: 'a', segments: [], channels: 'email' }],
    ['after[0].totals.revenue', { person: 'a', segments: [], totals: { revenue: Number.NaN } }],
  ])('refuses %s', (field, row) => {
    expect(() => segmentQuality({ after: [row as SurveyedPerson] })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }),
    );
  });

  it('refuses somebody twice', () => {
    const row = { person: 'a', segments: [] };
    expect(() => segmentQuality({ after: [row, row] })).toThrow(expect.objectContaining({ field: 'after[1].person' }));
  });
});
