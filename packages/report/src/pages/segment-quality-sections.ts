import type { Block, Cell, Section } from '../report.js';
import type { SegmentQualityData } from './segment-quality.js';
import type { SegmentQualityWords } from './segment-quality-words.js';

export function sizeSection({ people, segments }: SegmentQualityData, words: SegmentQualityWords): Section {
  const { columns, headings, explain } = words;
  const now = { name: columns.now, values: segments.map(({ size }) => size) };
  const before = { name: columns.before, values: segments.map((segment) => segment.before) };
  return {
    heading: headings.size,
    blocks: [
      {
        block: 'bars',
        title: columns.people,
        description: explain.size,
        categories: segments.map(({ segment }) => segment),
        series: people.before === null ? [now] : [before, now],
        format: 'whole',
      },
    ],
  };
}

export function movesSection({ migration, segments }: SegmentQualityData, words: SegmentQualityWords): Section {
  const { columns, headings, explain, none } = words;
  const flows = migration.flatMap(({ from, to, people }) =>
    people === null ? [] : [{ from: from ?? none, to: to ?? none, value: people }],
  );
  const hidden = migration.length - flows.length;
  const flow: Block = {
    block: 'flow',
    title: headings.moves,
    description: explain.moves,
    sides: [columns.before, columns.now],
    flows,
    format: 'whole',
  };
  const table: Block = {
    block: 'table',
    title: words.criteria.stable,
    columns: [
      { name: columns.segment },
      { name: columns.jaccard, format: 'percent' },
      { name: columns.kept, format: 'percent' },
    ],
    rows: segments.map(({ segment, stability }) => [segment, stability?.jaccard ?? null, stability?.kept ?? null]),
  };
  const note: Block[] = hidden === 0 ? [] : [{ block: 'text', text: words.hidden(hidden) }];
  return { heading: headings.moves, blocks: [flow, ...note, table] };
}

export function differenceSection({ outcomes, segments }: SegmentQualityData, words: SegmentQualityWords): Section {
  const { columns, headings, explain } = words;
  const explained = outcomes.map(({ outcome, etaSquared }) => ({
    name: `${outcome}: ${columns.explained}`,
    value: etaSquared,
    format: 'percent' as const,
  }));
  return {
    heading: headings.difference,
    blocks: [
      { block: 'text', text: explain.difference },
      { block: 'tiles', tiles: explained },
      ...outcomes.map(({ outcome }) => differenceTable(outcome, segments, words)),
    ],
  };
}

function differenceTable(
  outcome: string,
  segments: SegmentQualityData['segments'],
  { columns }: SegmentQualityWords,
): Block {
  const rows = segments.map(({ segment, separation }): Cell[] => {
    const found = separation.find((each) => each.outcome === outcome);
    if (!found) return [segment, null, null, null, null, null];
    const { people, mean, meanOfOthers, cohensD, cliffsDelta } = found;
    return [segment, people, mean, meanOfOthers, cohensD, cliffsDelta];
  });
  return {
    block: 'table',
    title: `${columns.outcome}: ${outcome}`,
    columns: [
      { name: columns.segment },
      { name: columns.people, format: 'whole' },
      { name: columns.mean },
      { name: columns.others },
      { name: columns.cohensD },
      { name: columns.cliffsDelta },
    ],
    rows,
  };
}

export function overlapSection({ overlap, segments }: SegmentQualityData, words: SegmentQualityWords): Section {
  const names = segments.map(({ segment }) => segment);
  const { columns, headings, explain } = words;
  return {
    heading: headings.overlap,
    blocks: [
      {
        block: 'grid',
        title: headings.overlap,
        description: explain.overlap,
        columns: names,
        rows: names,
        columnTitle: columns.segment,
        rowTitle: columns.segment,
        values: overlap,
        format: 'percent',
      },
    ],
  };
}

export function reachSection({ segments }: SegmentQualityData, words: SegmentQualityWords): Section {
  const { columns, headings, explain } = words;
  const asked = segments.filter(({ reachable }) => reachable !== null);
  const channels = [...new Set(asked.flatMap(({ reachable }) => Object.keys(reachable?.channels ?? {})))].sort();
  const of = (
    name: string,
    read: (reachable: { any: number; channels: Readonly<Record<string, number>> }) => number,
  ) => ({
    name,
    values: asked.map(({ reachable }) => (reachable ? read(reachable) : null)),
  });
  return {
    heading: headings.reach,
    blocks: [
      {
        block: 'bars',
        title: headings.reach,
        description: explain.reach,
        categories: asked.map(({ segment }) => segment),
        series: [
          of(columns.anyChannel, ({ any }) => any),
          ...channels.map((name) =>
            of(name, ({ channels }) => (Object.hasOwn(channels, name) ? (channels[name] as number) : 0)),
          ),
        ],
        format: 'percent',
      },
    ],
  };
}
