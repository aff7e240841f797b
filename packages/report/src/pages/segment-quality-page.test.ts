import { describe, expect, it } from 'vitest';
import type { JudgedSegment, SegmentQualityData } from './segment-quality.js';
import { segmentQualityPage, segmentQualityReport } from './segment-quality-page.js';

const judged = (value: number | null) =>
  ({ grade: value === null ? 'unknown' : 'fair', value, good: 0.5, fair: 0.2 }) as const;

const segment = (name: string, verdict: JudgedSegment['verdict']): JudgedSegment => ({
  segment: name,
  size: verdict === 'tooFewPeople' ? null : 120,
  before: 90,
  reach: 0.25,
  stability: { jaccard: 0.5, kept: null },
  separation: [{ outcome: 'revenue', people: 90, mean: 12, meanOfOthers: 3, cohensD: null, cliffsDelta: 0.4 }],
  reachable: { any: 0.7, channels: { email: 0.6, sms: 0.2 } },
  grades: {
    relevant: judged(0.4),
    actionable: judged(0.7),
    measurable: judged(0.3),
    stable: judged(0.5),
    distinct: judged(null),
  },
  verdict,
});

const quality: SegmentQualityData = {
  people: { now: 480, before: 400, both: 390 },
  smallest: 10,
  outcomes: [{ outcome: 'revenue', people: 390, etaSquared: 0.2 }],
  segments: [segment('<b>big</b>', 'sound'), segment('few', 'tooFewPeople')],
  migration: [
    { from: '<b>big</b>', to: '<b>big</b>', people: 70 },
    { from: null, to: 'few', people: null },
  ],
  overlap: [
    [1, null],
    [null, null],
  ],
};

const grid = {
  rowMeasure: 'recency',
  columnMeasure: 'frequency',
  rows: ['1 of 2', '2 of 2'],
  columns: ['all'],
  people: [[20], [30]],
};
const reliability = [{ predicted: 0.1, observed: 0.2, people: 50 }];

describe('the page of segment quality', () => {
  it('shows verdicts, sizes, moves, differences, overlap, reach, bands and reliability', () => {
    const { sections } = segmentQualityReport(quality, { grid, reliability });
    const blocks = sections.flatMap(({ blocks }) => blocks.map((block) => ('block' in block ? block.block : 'html')));
    expect(sections).toHaveLength(8);
    expect(blocks.filter((block) => block !== 'text')).toEqual([
      ...['tiles', 'table', 'list', 'bars', 'flow', 'table', 'tiles', 'table', 'grid', 'bars', 'grid', 'reliability'],
    ]);
  });

  it('puts the best band on top, and says what is left out', () => {
    const { sections } = segmentQualityReport(quality, { grid });
    expect(sections.at(-1)?.blocks[0]).toMatchObject({ rows: ['2 of 2', '1 of 2'], values: [[30], [20]] });
    expect(sections[2]?.blocks).toContainEqual({
      block: 'text',
      text: '1 moves of few people or of nobody are left out.',
    });
  });

  it('leaves out what there is nothing to show of', () => {
    const alone: SegmentQualityData = {
      ...quality,
      segments: [{ ...segment('all', 'doubtful'), reachable: null }],
      outcomes: [],
      migration: [],
    };
    expect(segmentQualityReport(alone).sections).toHaveLength(2);
    expect(segmentQualityReport({ ...alone, segments: [] }).sections).toHaveLength(2);
  });

  it('speaks English and Spanish, and escapes names', () => {
    const [english, spanish] = (['en', 'es'] as const).map((language) => segmentQualityPage(quality, { language }));
    expect(english).toContain('<h1>Segment quality</h1>');
    expect(spanish).toContain('<h1>Calidad de los segmentos</h1>');
    expect(spanish).toContain('sólido');
    expect(english).not.toContain('<b>big');
    expect(english).toBe(segmentQualityPage(quality));
  });
});
