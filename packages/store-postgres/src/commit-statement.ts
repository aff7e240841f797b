import type { Statement } from './connections.js';
import { MOST_LOCKS } from './locks.js';
import { wavesOf } from './waves.js';
import type { KeyWork, Work } from './work.js';

/** The call of `commit_batches` for a group of one tenant. */
export function commitStatement(
  schema: string,
  tenant: string,
  group: readonly Work[],
  locks: Map<string, boolean>,
): Statement {
  const isWhole = locks.size > MOST_LOCKS;
  const values: unknown[] = [
    tenant,
    isWhole ? null : [...locks.keys()],
    isWhole ? null : [...locks.values()],
    wavesOf(group),
    group.map(({ refuses }) => refuses),
    ...columns(group, ({ signals }) => signals, [
      ({ id }) => id,
      ({ person }) => person,
      ({ type }) => type,
      ({ timestamp }) => timestamp,
      ({ rest }) => rest,
    ]),
    ...columns(group, ({ check }) => check, [
      ...ofKey<Work['check'][number]>(({ key }) => key),
      ({ version }) => version,
    ]),
    ...columns(group, ({ put }) => put, [
      ...ofKey<Work['put'][number]>(({ key }) => key),
      ({ value }) => (typeof value === 'string' ? value : null),
      ({ value }) => (Buffer.isBuffer(value) ? value : null),
    ]),
    ...columns(
      group,
      (work) => work.delete,
      ofKey<KeyWork>((key) => key),
    ),
    ...columns(group, ({ trim }) => trim, [({ person }) => person, ({ before }) => before]),
  ];
  const places = values.map((_, index) => `$${index + 1}`).join();
  return { name: 'commit', text: `SELECT * FROM ${schema}.commit_batches(${places})`, values };
}

type Pick<Part> = (part: Part) => unknown;

/** Parts of all batches as columns, after one that says whose they are. */
function columns<Part>(
  group: readonly Work[],
  partsOf: (work: Work) => readonly Part[],
  picks: readonly Pick<Part>[],
): unknown[][] {
  const batches = group.flatMap((work, index) => partsOf(work).map(() => index + 1));
  const parts = group.flatMap(partsOf);
  return [batches, ...picks.map((pick) => parts.map(pick))];
}

function ofKey<Part>(keyOf: (part: Part) => KeyWork): Pick<Part>[] {
  return [(part) => keyOf(part).collection, (part) => keyOf(part).id, (part) => keyOf(part).person];
}
