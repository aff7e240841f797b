import type { Failure } from './failure.js';
import type { StoreSettings } from './sqlite-options.js';
import type { EraseResult, ManyRows, Reply, Request, Rows, Work } from './work.js';

// What travels between the threads is flat: handing over costs by the object, and far less by the byte.

type Cell = string | number | Uint8Array;
/** Cells of few rows one behind the other. None at all are not worth a list. */
type Flat = readonly Cell[] | ManyRows | undefined;

export type CommitMessage = readonly [
  number: number,
  tenant: string,
  refuseDuplicates: boolean,
  signals: Flat,
  check: Flat,
  put: Flat,
  gone: Flat,
  trim: Flat,
];
export type EraseMessage = readonly [number: number, tenant: string, person: string];

/** What the writer starts with. */
export interface WriterData {
  readonly settings: StoreSettings;
  /** How many messages were posted to it, as the first number. */
  readonly posted: Int32Array;
}

/** To the writer. `close` comes last. */
export type ToWriter = CommitMessage | EraseMessage | 'close';
/** From the writer: first whether it could open the file, then replies, {@link CELLS} each. */
export type FromWriter = 'opened' | Failure | readonly unknown[];

const CELLS = 5;

export function messageOf(number: number, work: Work): CommitMessage | EraseMessage {
  if (work.kind === 'erase') return [number, work.tenant, work.person];
  const { tenant, refuseDuplicates, signals, check, put, delete: gone, trim } = work;
  const trims = trim.map(({ person, before }) => [person, before]);
  return [number, tenant, refuseDuplicates, flat(signals), flat(check), flat(put), flat(gone), flat(trims)];
}

export function requestOf(message: CommitMessage | EraseMessage): Request {
  if (message.length === 3) {
    const [number, tenant, person] = message;
    return { number, work: { kind: 'erase', tenant, person } };
  }
  const [number, tenant, refuseDuplicates, signals, check, put, gone, trim] = message;
  const trims = rows<[string, number]>(trim, 2) as [string, number][];
  return {
    number,
    work: {
      ...{ kind: 'commit', tenant, refuseDuplicates },
      signals: rows(signals, 5),
      check: rows(check, 4),
      put: rows(put, 4),
      delete: rows(gone, 3) as [string, string, string][],
      trim: trims.map(([person, before]) => ({ person, before })),
    },
  };
}

export function messageOfReplies(replies: readonly Reply[]): readonly unknown[] {
  return replies.flatMap((reply): unknown[] => {
    if ('failure' in reply) return [reply.number, reply.failure, 0, 0, undefined];
    const { number, result } = reply;
    if (!('appended' in result)) return [number, undefined, 0, 0, result];
    const { appended, duplicates, versions } = result;
    // Versions of a batch follow one another.
    return [number, appended, versions[0] ?? 0, versions.length, duplicates.length === 0 ? undefined : duplicates];
  });
}

export function repliesOf(cells: readonly unknown[]): readonly Reply[] {
  return Array.from({ length: cells.length / CELLS }, (_, index) => {
    const [number, outcome, first, count, rest] = cells.slice(index * CELLS) as [
      number,
      number | Failure | undefined,
      ...[number, number, readonly string[] | EraseResult | undefined],
    ];
    if (typeof outcome === 'object') return { number, failure: outcome };
    if (outcome === undefined) return { number, result: rest as EraseResult };
    const versions = Array.from({ length: count }, (_, at) => first + at);
    return { number, result: { appended: outcome, duplicates: (rest ?? []) as readonly string[], versions } };
  });
}

function flat<Row extends readonly Cell[]>(all: Rows<Row>): Flat {
  if ('text' in all) return all;
  return all.length === 0 ? undefined : all.flat();
}

function rows<Row extends readonly Cell[]>(cells: Flat, width: number): Rows<Row> {
  if (cells === undefined) return [];
  if ('text' in cells) return cells;
  return Array.from({ length: cells.length / width }, (_, index) =>
    cells.slice(index * width, (index + 1) * width),
  ) as unknown as Row[];
}
