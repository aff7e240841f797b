import { DAY, type Item } from '@sintonia/spec';
import { UsageError } from '../arguments.js';
import type { Step } from '../progress.js';
import type { Dataset } from './dataset.js';
import { type Row, readRows } from './read-rows.js';
import { signalTypeOf } from './signal-types.js';
import { type SkippedLines, SkippedLinesLog } from './skipped-lines.js';

/** What a first look at the file tells: who and what is in it, and when it plays. */
export interface Survey {
  readonly rows: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Where the past ends that models may learn from while they are being judged. */
  readonly cutoff: number;
  /** When each person was last seen. */
  readonly people: ReadonlyMap<string, number>;
  readonly items: ReadonlyMap<string, Item>;
  /** Number of signals by type. */
  readonly types: ReadonlyMap<string, number>;
  readonly skipped: SkippedLines;
}

const HELD_OUT = 90 * DAY;
/** With less history than this, 90 days would leave too little to learn from. */
const SHORT = 4;
const MOST_TYPES = 200;

/** Reads the whole file once. Keeps people and items, never the lines. */
export async function survey(dataset: Dataset, skippedFile: string, step: Step, stop: AbortSignal): Promise<Survey> {
  const people = new Map<string, number>();
  const items = new Map<string, Item>();
  const types = new Map<string, number>();
  const skipped = new SkippedLinesLog(skippedFile);
  let rows = 0;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;

  for await (const block of readRows(dataset)) {
    stop.throwIfAborted();
    skipped.add(block.faults);
    rows += block.rows.length;
    for (const row of block.rows) {
      const { user, item, time, title } = row;
      if (time < firstAt) firstAt = time;
      if (time > lastAt) lastAt = time;
      if (!(time <= (people.get(user) ?? Number.NEGATIVE_INFINITY))) people.set(user, time);
      const known = items.get(item);
      if (known === undefined || (known.title === undefined && title !== undefined)) items.set(item, itemOf(row));
      const type = signalTypeOf(row);
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    if (types.size > MOST_TYPES) {
      throw new UsageError(
        `"${dataset.columns.type}" has more than ${MOST_TYPES} different values: no types of signals.`,
      );
    }
    step.at(block.fraction);
  }
  const held = Math.min(HELD_OUT, (lastAt - firstAt) / SHORT);
  const facts = { rows, firstAt, lastAt, cutoff: lastAt - held, people, items, types, skipped: skipped.close() };
  if (rows === 0) throw new UsageError(`No line of ${dataset.name} can be used. ${reasonsOf(facts.skipped)}`);
  step.done(`${rows.toLocaleString('en')} of ${(rows + facts.skipped.total).toLocaleString('en')} lines can be used`);
  return facts;
}

function itemOf({ item: itemId, title, describe }: Row): Item {
  const attributes = describe();
  return { itemId, ...(title === undefined ? {} : { title }), ...(attributes === undefined ? {} : { attributes }) };
}

function reasonsOf({ faults }: SkippedLines): string {
  if (faults.length === 0) return 'There is nothing behind its header.';
  return faults.map(({ why, count, lines }) => `${why}: ${count}, the first in line ${lines[0]}.`).join(' ');
}
