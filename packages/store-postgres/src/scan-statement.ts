import type { ScanQuery } from '@sintonia/spec';
import type { Statement } from './connections.js';
import type { Progress } from './place.js';

/** Comes beside signals: what PostgreSQL calls a snapshot, `xmin:xmax:running,running…`. */
export type SnapshotRow = readonly [part: null, tx: null, pos: null, snapshot: string];

/**
 * Reads one row more than the limit, to see whether there is more. Forward, it also tells which transactions are open, and what
 * those have written that were when the reader passed them: all at one moment, because it is one statement.
 */
export function scanStatement(schema: string, query: ScanQuery, progress: Progress | undefined): Statement {
  const { tenant, person, types, direction, limit } = query;
  // A client pays for every field of every row: whose it is is known where one person's are asked for.
  const whose = person === undefined ? 's.person' : 'NULL';
  const columns = `s.part, s.tx, s.pos, s.id, ${whose}, s.type, s.timestamp, s.rest`;
  const isForward = direction !== 'backward';
  const open = isForward ? (progress?.open ?? []) : [];
  const values: unknown[] = [tenant, limit + 1];
  const place = (value: unknown) => `$${values.push(value)}`;
  const who = person === undefined ? '' : `AND s.person = ${place(person)}`;
  const from = `FROM ${schema}.signals s WHERE s.tenant = (SELECT t.id FROM ${schema}.tenants t WHERE t.name = $1) ${who}`;
  const wanted = types && `${place(types)}::text[]`;
  const ofTypes = wanted === undefined ? '' : `AND s.type = ANY (${wanted})`;

  let behind = '';
  if (progress !== undefined) {
    const { part, tx, pos } = progress.at;
    const [at, sign] = [place(part), isForward ? '>' : '<'];
    // The first condition says the same of whole partitions.
    behind = `AND s.part ${sign}= ${at} AND (s.part, s.tx, s.pos) ${sign} (${at}, ${place(tx)}, ${place(pos)})`;
  }
  const order = isForward ? 'ASC' : 'DESC';
  const page = `ORDER BY part ${order}, tx ${order}, pos ${order} LIMIT $2`;
  const rows = (range: string) =>
    `SELECT ${columns}${isForward ? ', NULL AS kind' : ''} ${from} ${range} ${behind} ${page}`;
  // Of everybody, each type has its range of the index, in order: PostgreSQL merges them, and reads no more than goes on the page.
  const isMerged = types !== undefined && person === undefined;
  const ranges = isMerged ? types.map((_, index) => rows(`AND s.type = (${wanted})[${index + 1}]`)) : [rows(ofTypes)];
  const next = ranges.length === 1 ? (ranges[0] as string) : `(${ranges.join(') UNION ALL (')}) ${page}`;
  const what = isMerged ? ` ${types.length} types` : types === undefined ? '' : ' of types';
  const shape = `${person === undefined ? 'all' : 'person'}${what} ${order} ${progress === undefined ? 'from the end' : 'on'}`;
  if (!isForward) return { name: `scan ${shape}`, text: next, values };

  const snapshot = `SELECT NULL::int, NULL::bigint, NULL::int, pg_current_snapshot()::text, NULL, NULL, NULL::bigint, NULL, NULL`;
  if (open.length === 0) return { name: `scan ${shape}`, text: `${snapshot} UNION ALL (${next})`, values };
  const [openTx, openPos] = [place(open.map(({ tx }) => tx)), place(open.map(({ pos }) => pos))];
  const late = `
    SELECT s.* FROM unnest(${openTx}::bigint[], ${openPos}::int[]) AS o(tx, pos) CROSS JOIN LATERAL (
      SELECT ${columns}, 'late' ${from} ${ofTypes} AND s.part = ${place(progress?.at.part)} AND s.tx = o.tx AND s.pos > o.pos
      ORDER BY s.pos LIMIT $2
    ) AS s ORDER BY s.tx, s.pos LIMIT $2`;
  return { name: `scan ${shape} late`, text: `${snapshot} UNION ALL (${late}) UNION ALL (${next})`, values };
}
