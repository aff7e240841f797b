import { listOf, textsOf } from './array-parameter.js';
import type { Statement } from './connections.js';
import { MOST_LOCKS } from './locks.js';
import { wavesOf } from './waves.js';
import type { KeyWork, SignalWork, Work } from './work.js';

const PARAMETERS = Array.from({ length: 29 }, (_, index) => `$${index + 1}`).join();

/** Calls `commit_batches`. */
export class CommitStatement {
  readonly #text: string;

  constructor(schema: string) {
    this.#text = `SELECT ${schema}.commit_batches(${PARAMETERS})`;
  }

  /** For a group of one tenant. */
  of(tenant: string, group: readonly Work[], locks: ReadonlyMap<string, boolean>): Statement {
    const isWhole = locks.size > MOST_LOCKS;
    const values: unknown[] = [
      tenant,
      isWhole ? null : textsOf([...locks.keys()]),
      isWhole ? null : listOf([...locks.values()]),
      group.length === 1 ? null : listOf(wavesOf(group)),
      listOf(group.map(({ refuses }) => refuses)),
    ];
    push(
      values,
      group.map(({ signals }) => signals),
      SIGNAL,
    );
    push(
      values,
      group.map(({ check }) => check),
      CHECK,
    );
    push(
      values,
      group.map(({ put }) => put),
      PUT,
    );
    push(
      values,
      group.map((work) => work.delete),
      KEY,
    );
    push(
      values,
      group.map(({ trim }) => trim),
      TRIM,
    );
    return { name: 'commit', text: this.#text, values };
  }
}

/** Parts of all batches as columns, after one that says whose they are. */
function push<Part>(values: unknown[], ofEach: readonly (readonly Part[])[], columns: readonly Column<Part>[]): void {
  const parts = ofEach.length === 1 ? (ofEach[0] as readonly Part[]) : ofEach.flat();
  if (parts.length === 0) {
    values.push(null);
    for (const _ of columns) values.push(null);
    return;
  }
  values.push(listOf(ofEach.flatMap((some, index) => some.map(() => index + 1))));
  for (const column of columns) values.push(column(parts));
}

type Column<Part> = (parts: readonly Part[]) => unknown;
type Check = Work['check'][number];
type Put = Work['put'][number];
type Trim = Work['trim'][number];

const SIGNAL: readonly Column<SignalWork>[] = [
  (signals) => textsOf(signals.map(({ id }) => id)),
  (signals) => textsOf(signals.map(({ person }) => person)),
  (signals) => textsOf(signals.map(({ type }) => type)),
  (signals) => listOf(signals.map(({ timestamp }) => timestamp)),
  // JSON has no line breaks.
  (signals) => signals.map(({ rest }) => rest).join('\n'),
];
const KEY: readonly Column<KeyWork>[] = [
  (keys) => textsOf(keys.map(({ collection }) => collection)),
  (keys) => textsOf(keys.map(({ id }) => id)),
  (keys) => textsOf(keys.map(({ person }) => person)),
];
const CHECK: readonly Column<Check>[] = [...ofKey<Check>(), (checks) => listOf(checks.map(({ version }) => version))];
const PUT: readonly Column<Put>[] = [
  ...ofKey<Put>(),
  // An empty line where there is none.
  (puts) => puts.map(({ value }) => (typeof value === 'string' ? value : '')).join('\n'),
  (puts) =>
    puts.some(({ value }) => Buffer.isBuffer(value))
      ? puts.map(({ value }) => (Buffer.isBuffer(value) ? value : null))
      : null,
];
const TRIM: readonly Column<Trim>[] = [
  (trims) => textsOf(trims.map(({ person }) => person)),
  (trims) => listOf(trims.map(({ before }) => before)),
];

function ofKey<Part extends { readonly key: KeyWork }>(): Column<Part>[] {
  return KEY.map((column) => (parts) => column(parts.map(({ key }) => key)));
}
