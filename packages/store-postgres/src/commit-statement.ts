import type { Statement } from './connections.js';
import { MOST_LOCKS } from './locks.js';
import { wavesOf } from './waves.js';
import type { KeyWork, SignalWork, Work } from './work.js';

/** The call of `commit_batches` for a group of one tenant. Only what there is goes along: every parameter costs on both sides. */
export function commitStatement(
  schema: string,
  tenant: string,
  group: readonly Work[],
  locks: Map<string, boolean>,
): Statement {
  const isWhole = locks.size > MOST_LOCKS;
  const names = ['own_name', 'lock_names', 'lock_shared'];
  const values: unknown[] = [tenant, isWhole ? null : [...locks.keys()], isWhole ? null : [...locks.values()]];
  let shape = '';

  if (group.length > 1 || group[0]?.refuses) {
    shape += 'b';
    names.push('batch_wave', 'batch_refuses');
    values.push(
      wavesOf(group),
      group.map(({ refuses }) => refuses),
    );
  }
  /** Parts of all batches as columns, after one that says whose they are. */
  const pass = <Part>(prefix: string, partsOf: (work: Work) => readonly Part[], columns: Columns<Part>) => {
    const parts = group.flatMap(partsOf);
    if (parts.length === 0) return;
    shape += prefix;
    names.push(`${prefix}_batch`);
    values.push(group.flatMap((work, index) => partsOf(work).map(() => index + 1)));
    for (const [name, pick] of columns) {
      names.push(`${prefix}_${name}`);
      values.push(parts.map(pick));
    }
  };
  pass('s', ({ signals }) => signals, SIGNAL);
  pass('c', ({ check }) => check, CHECK);
  pass('p', ({ put }) => put, PUT);
  pass('d', (work) => work.delete, KEY);
  pass('t', ({ trim }) => trim, TRIM);
  const parameters = names.map((name, index) => `${name} => $${index + 1}`);
  return { name: `commit ${shape}`, text: `SELECT * FROM ${schema}.commit_batches(${parameters.join()})`, values };
}

type Columns<Part> = readonly (readonly [name: string, pick: (part: Part) => unknown])[];
type Check = Work['check'][number];
type Put = Work['put'][number];

const SIGNAL: Columns<SignalWork> = [
  ['id', ({ id }) => id],
  ['person', ({ person }) => person],
  ['type', ({ type }) => type],
  ['timestamp', ({ timestamp }) => timestamp],
  ['rest', ({ rest }) => rest],
];
const KEY: Columns<KeyWork> = [
  ['collection', ({ collection }) => collection],
  ['id', ({ id }) => id],
  ['person', ({ person }) => person],
];
const CHECK: Columns<Check> = [...ofKey<Check>(), ['version', ({ version }) => version]];
const PUT: Columns<Put> = [
  ...ofKey<Put>(),
  ['value', ({ value }) => (typeof value === 'string' ? value : null)],
  ['bytes', ({ value }) => (Buffer.isBuffer(value) ? value : null)],
];
const TRIM: Columns<Work['trim'][number]> = [
  ['person', ({ person }) => person],
  ['before', ({ before }) => before],
];

function ofKey<Part extends { readonly key: KeyWork }>(): Columns<Part> {
  return KEY.map(([name, pick]) => [name, ({ key }: Part) => pick(key)]);
}
