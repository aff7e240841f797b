import type { Measurement } from '../measurement.js';
import { amount } from './amount.js';
import { markdownTable } from './markdown-table.js';
import type { SavedRun } from './saved-run.js';

const KINDS = ['sqlite', 'postgres'] as const;
const MILLION = 1_000_000;
const MIB = 2 ** 20;

type Of = (kind: string) => number | undefined;

/** What a store costs by the million, and how that grows: the part of docs/scaling.md that is made from the kept run of `store`. */
export function scalingFigures({ date, machine, sizes, measurements }: SavedRun): string {
  const { processor, cores, node, load } = machine;
  const others = load > cores / 2 ? `, while other work was going on (load ${load})` : '';
  const { find, largest } = lookedUpIn(measurements);
  const commits =
    (batch: number): Of =>
    (kind) =>
      find(`${kind}-${batch}`, 'commitP50');
  const ratios =
    (batch: number): Of =>
    (kind) =>
      find(`${kind}-${batch}`, 'commitP50', 'ratio');
  const million =
    (batch: number): Of =>
    (kind) =>
      times(commits(batch)(kind), MILLION / batch / 1_000 / 60);
  const rows = [
    ...[1, 100, MILLION / 1_000].flatMap((batch) => [
      row(`a commit of ${batch.toLocaleString('en')}`, 'ms', commits(batch)),
      row('… beside the bare driver', 'times', ratios(batch)),
      row('… a million signals so, by one writer', 'min', million(batch)),
    ]),
    row("a person's last 50 signals", 'ms', (kind) => find(`${kind}-last50`, 'readP50')),
    row('messages claimed and marked, one at a time', 'a second', (kind) =>
      find(`${kind}-claim/1`, 'claimed and marked'),
    ),
    row('… 64 at once', 'a second', (kind) => find(`${kind}-claim/64`, 'claimed and marked')),
    row('room of a million signals', 'MiB', (kind) => times(largest(`${kind}-growth`, 'room'), MILLION / MIB)),
    row('room of a million people, signals not counted', 'MiB', (kind) =>
      times(find(`${kind}-people`, 'room'), MILLION / MIB),
    ),
  ];
  return `On ${date}, ${processor}, ${cores} cores, Node ${node}, ${sizes.people.toLocaleString('en')} people${others}:

${markdownTable(['', 'SQLite', 'PostgreSQL'], rows)}

While a store grows:

${markdownTable(
  ['Store', 'Signals', 'Commit of 100', "A person's last 50", 'Room a signal', 'Bulk'],
  KINDS.flatMap((kind) => growthRows(kind, measurements)),
)}`;
}

function lookedUpIn(measurements: readonly Measurement[]) {
  const find = (name: string, metric: string, member: 'value' | 'ratio' = 'value') =>
    measurements.find((each) => each.case === name && each.metric === metric)?.[member];
  const largest = (name: string, metric: string) => find(`${name}/${Math.max(...sizesOf(name, measurements))}`, metric);
  return { find, largest };
}

function growthRows(kind: string, measurements: readonly Measurement[]): string[][] {
  const { find } = lookedUpIn(measurements);
  const name = `${kind}-growth`;
  const shown = (value: number | undefined, unit: string) => (value === undefined ? '–' : `${amount(value)} ${unit}`);
  return sizesOf(name, measurements).map((size) => {
    const of = (metric: string) => find(`${name}/${size}`, metric);
    const cells = [
      shown(of('commitP50 of 100'), 'ms'),
      shown(of('readP50 of the last 50'), 'ms'),
      shown(of('room'), 'bytes'),
      shown(of('bulk'), 'signals/s'),
    ];
    return [kind, size.toLocaleString('en'), ...cells];
  });
}

/** How much was stored in the cases of that name. */
function sizesOf(name: string, measurements: readonly Measurement[]): readonly number[] {
  const sizes = measurements.map(({ case: each }) => (each.startsWith(`${name}/`) ? Number(each.split('/')[1]) : 0));
  return [...new Set(sizes)].filter((size) => size > 0).sort((one, other) => one - other);
}

function row(what: string, unit: string, of: Of): string[] {
  const cells = KINDS.map((kind) => {
    const value = of(kind);
    return value === undefined ? '–' : `${amount(value)} ${unit}`;
  });
  return [what, ...cells];
}

function times(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}
