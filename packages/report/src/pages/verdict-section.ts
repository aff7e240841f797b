import { numberText } from '../page/number-text.js';
import type { Cell, Grade, ReportLanguage, Section } from '../report.js';
import type { SegmentCriterion, SegmentQualityData, SegmentVerdict } from './segment-quality.js';
import type { SegmentQualityWords } from './segment-quality-words.js';

const criteria: readonly SegmentCriterion[] = ['relevant', 'actionable', 'measurable', 'stable', 'distinct'];
const lessIsBetter: ReadonlySet<SegmentCriterion> = new Set(['measurable', 'distinct']);
const gradeOf: Readonly<Record<SegmentVerdict, Grade>> = {
  sound: 'good',
  doubtful: 'fair',
  unsound: 'poor',
  tooFewPeople: 'unknown',
};

export function verdictSection(
  { people, segments, smallest }: SegmentQualityData,
  words: SegmentQualityWords,
  language: ReportLanguage,
): Section {
  const { headings, tiles, columns, verdicts, asks } = words;
  const sound = segments.filter(({ verdict }) => verdict === 'sound').length;
  const rows = segments.map(({ segment, size, reach, grades, verdict }): Cell[] => [
    segment,
    size,
    reach,
    ...criteria.map((criterion) => ({ value: grades[criterion].value, grade: grades[criterion].grade })),
    { value: verdicts[verdict], grade: gradeOf[verdict] },
  ]);
  const bounds = criteria.map((criterion) => {
    const { good = 0, fair = 0 } = segments[0]?.grades[criterion] ?? {};
    const [from, to] = [good, fair].map((bound) => numberText(bound, 'decimal', language)) as [string, string];
    const ask = `${words.criteria[criterion]}: ${asks[criterion]}`;
    return words.thresholds(ask, from, to, lessIsBetter.has(criterion));
  });
  return {
    heading: headings.verdicts,
    blocks: [
      {
        block: 'tiles',
        tiles: [
          { name: tiles.people, value: people.now, format: 'whole' },
          ...(people.before === null ? [] : [{ name: tiles.both, value: people.both, format: 'whole' as const }]),
          { name: tiles.segments, value: segments.length, format: 'whole' },
          { name: tiles.sound, value: sound, format: 'whole' },
        ],
      },
      {
        block: 'table',
        title: words.title,
        columns: [
          { name: columns.segment },
          { name: columns.people, format: 'whole' },
          { name: columns.reach, format: 'percent' },
          ...criteria.map((criterion) => ({ name: words.criteria[criterion] })),
          { name: columns.verdict },
        ],
        rows,
      },
      { block: 'text', text: words.explain.verdicts },
      { block: 'list', entries: [...bounds, words.fewer(smallest)] },
    ],
  };
}
