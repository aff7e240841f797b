import { listOf, textsOf } from './array-parameter.js';
import type { Statement } from './connections.js';
import { codeOf } from './failure.js';
import type { Work } from './work.js';

// So many groups go by the function after one could not be appended: whoever brings duplicates brings more of them.
const CAREFUL_GROUPS = 100;
// What must not be null is: the tenant, which will be there the next time.
const NO_TENANT = '23502';

/**
 * Appends by one plain statement, which is quicker than a function. It takes it that all is as it commonly is, and fails as a whole
 * where it is not: a signal is there already, the tenant is new, the isolation is another one, or policies want to know the tenant.
 */
export class AppendStatement {
  readonly #text: string;
  #careful = 0;

  constructor(schema: string) {
    // The lock of the table of signals comes before the part is read, and nobody has it while a part begins. Ids are in order, so that
    // two who add the same ones wait for each other in one direction only.
    this.#text = `
      WITH given AS (
        SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], string_to_array($6, E'\\n')) WITH ORDINALITY
          AS g(id, person, type, timestamp, rest, pos)
      ), added AS (
        INSERT INTO ${schema}.signal_ids (tenant, id)
        SELECT (SELECT t.id FROM ${schema}.tenants t WHERE t.name = $1), g.id FROM given g ORDER BY g.id
      )
      INSERT INTO ${schema}.signals (tenant, part, tx, pos, id, person, type, timestamp, rest)
      SELECT (SELECT t.id FROM ${schema}.tenants t WHERE t.name = $1), (
        SELECT s.part FROM ${schema}.store s
        WHERE nextval('${schema}.versions') > 0 AND current_setting('transaction_isolation') = 'read committed'
          AND (current_setting('synchronous_commit') <> 'off' OR set_config('synchronous_commit', 'on', true) = 'on')
      ), (SELECT pg_current_xact_id()::text::bigint), g.pos, g.id, g.person, g.type, g.timestamp, g.rest FROM given g`;
  }

  /** Whether the group is worth a try: nothing is to be done but to append. */
  suits(group: readonly Work[]): boolean {
    if (this.#careful > 0) this.#careful -= 1;
    else return group.every(isAppend);
    return false;
  }

  of(tenant: string, group: readonly Work[]): Statement {
    const signals = group.flatMap((work) => work.signals);
    return {
      name: 'append',
      text: this.#text,
      values: [
        tenant,
        textsOf(signals.map(({ id }) => id)),
        textsOf(signals.map(({ person }) => person)),
        textsOf(signals.map(({ type }) => type)),
        listOf(signals.map(({ timestamp }) => timestamp)),
        signals.map(({ rest }) => rest).join('\n'),
      ],
    };
  }

  /** Whether nothing was written, because something is not as it commonly is. */
  failedBy(error: unknown): boolean {
    const code = codeOf(error);
    if (!/^(23|42501)/.test(code)) return false;
    if (code !== NO_TENANT) this.#careful = CAREFUL_GROUPS;
    return true;
  }
}

function isAppend({ signals, refuses, check, put, delete: gone, trim }: Work): boolean {
  return signals.length > 0 && !refuses && check.length + put.length + gone.length + trim.length === 0;
}
