import { type CommitResult, SintoniaError } from '@sintonia/spec';
import type Database from 'libsql';
import { type CheckRow, type CommitWork, type EraseResult, type EraseWork, rowCount, type SignalRow } from './work.js';

/** Writes one piece of work. Within a transaction that its caller began, and takes back if this throws. */
export class BatchWriter {
  readonly #statements;
  readonly #tenants = new Map<string, number>();
  readonly #met = new Set<number>();
  #sequence = 0;
  /** Whether numbers were given that can't be told from the signals that are there. */
  #isSequenceHidden = false;

  constructor(db: Database.Database) {
    this.#statements = {
      sequence: db
        .prepare('SELECT max(last, coalesce((SELECT max(seq) FROM signals WHERE tenant = ?), 0)) FROM sequence')
        .raw(),
      saveSequence: db.prepare('UPDATE sequence SET last = ?'),
      tenant: db.prepare('SELECT id FROM tenants WHERE name = ?').raw(),
      addTenant: db.prepare('INSERT INTO tenants (name) VALUES (?)'),
      version: db
        .prepare('SELECT version FROM entries WHERE tenant = ? AND collection = ? AND id = ? AND person = ?')
        .raw(),
      append: db.prepare(`
        INSERT INTO signals (tenant, seq, id, person, type, timestamp, rest) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, id) DO NOTHING`),
      appendMany: db.prepare(`
        INSERT INTO signals (tenant, seq, id, person, type, timestamp, rest)
        SELECT ?, ? + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value -> 4 FROM json_each(?)
        WHERE true ON CONFLICT (tenant, id) DO NOTHING`),
      known: db
        .prepare(`
          SELECT DISTINCT signals.id FROM json_each(?) AS row
          CROSS JOIN signals INDEXED BY signals_by_id ON signals.tenant = ? AND signals.id = row.value ->> 0
          WHERE signals.seq < ?`)
        .raw(),
      put: db.prepare(`
        INSERT INTO entries (tenant, collection, id, person, version, value) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, collection, id, person) DO UPDATE SET version = excluded.version, value = excluded.value`),
      putMany: db.prepare(`
        INSERT INTO entries (tenant, collection, id, person, version, value)
        SELECT ?, value ->> 0, value ->> 1, value ->> 2, ? + key, value ->> 3 FROM json_each(?)
        WHERE true ON CONFLICT (tenant, collection, id, person)
        DO UPDATE SET version = excluded.version, value = excluded.value`),
      changed: db
        .prepare(`
          SELECT count(*) FROM json_each(?) AS checked
          LEFT JOIN entries ON entries.tenant = ? AND entries.collection = checked.value ->> 0
            AND entries.id = checked.value ->> 1 AND entries.person = checked.value ->> 2
          WHERE coalesce(entries.version, 0) <> checked.value ->> 3`)
        .raw(),
      delete: db.prepare('DELETE FROM entries WHERE tenant = ? AND collection = ? AND id = ? AND person = ?'),
      trim: db.prepare(
        'DELETE FROM signals INDEXED BY signals_by_person WHERE tenant = ? AND person = ? AND timestamp < ?',
      ),
      eraseSignals: db.prepare('DELETE FROM signals INDEXED BY signals_by_person WHERE tenant = ? AND person = ?'),
      eraseEntries: db.prepare(
        "DELETE FROM entries INDEXED BY entries_by_person WHERE tenant = ? AND person = ? AND person <> ''",
      ),
    };
  }

  /** To be called first in every transaction: another process may have moved the sequence meanwhile. */
  begin(): void {
    this.#sequence = 0;
    this.#isSequenceHidden = false;
    this.#met.clear();
  }

  /** To be called last in every transaction. */
  end(): void {
    if (this.#isSequenceHidden) this.#statements.saveSequence.run(this.#sequence);
  }

  /** After a transaction came to nothing, what we remember of it is wrong. */
  forget(): void {
    this.#tenants.clear();
  }

  /** To be called before work on a tenant. Numbers go on behind its last signal. */
  tenantOf(name: string): number {
    const tenant = this.#idOf(name);
    if (this.#met.has(tenant)) return tenant;
    this.#met.add(tenant);
    const [last] = this.#statements.sequence.get(tenant) as [number];
    this.#sequence = Math.max(this.#sequence, last);
    return tenant;
  }

  #idOf(name: string): number {
    const known = this.#tenants.get(name);
    if (known !== undefined) return known;
    if (this.#statements.tenant.get(name) === undefined) this.#statements.addTenant.run(name);
    const [tenant] = this.#statements.tenant.get(name) as [number];
    this.#tenants.set(name, tenant);
    return tenant;
  }

  commit(tenant: number, work: CommitWork): CommitResult {
    this.#checkAll(tenant, work.check);
    this.#trim(tenant, work.trim);
    // Versions first: a signal behind them says how far numbers were given, which saves writing that elsewhere.
    const versions = this.#putAll(tenant, work.put);
    const duplicates = this.#append(tenant, work.signals);
    if (work.refuseDuplicates && duplicates.length > 0) {
      throw new SintoniaError('STORE_DUPLICATE', 'The batch holds signals that are stored already.', {
        details: { ids: duplicates },
      });
    }
    for (const key of work.delete) this.#statements.delete.run(tenant, ...key);
    const appended = rowCount(work.signals) - duplicates.length;
    if (appended === 0 && versions.length > 0) this.#isSequenceHidden = true;
    return { appended, duplicates, versions };
  }

  erase(tenant: number, { person }: EraseWork): EraseResult {
    this.#isSequenceHidden = true;
    return {
      signals: this.#statements.eraseSignals.run(tenant, person).changes,
      entries: this.#statements.eraseEntries.run(tenant, person).changes,
    };
  }

  #trim(tenant: number, trim: CommitWork['trim']): void {
    if (trim.length > 0) this.#isSequenceHidden = true;
    for (const { person, before } of trim) this.#statements.trim.run(tenant, person, before);
  }

  // Many at once as one JSON text: a statement each would cost several times as much.
  #checkAll(tenant: number, checks: CommitWork['check']): void {
    if (!('text' in checks)) {
      for (const check of checks) this.#check(tenant, check);
      return;
    }
    const [changed] = this.#statements.changed.get(checks.text, tenant) as [number];
    if (changed === 0) return;
    for (const check of JSON.parse(checks.text) as CheckRow[]) this.#check(tenant, check);
  }

  #putAll(tenant: number, puts: CommitWork['put']): number[] {
    const first = this.#sequence + 1;
    const length = rowCount(puts);
    this.#sequence += length;
    if ('text' in puts) this.#statements.putMany.run(tenant, first, puts.text);
    else {
      for (const [index, [collection, id, person, value]] of puts.entries()) {
        this.#statements.put.run(tenant, collection, id, person, first + index, value);
      }
    }
    return Array.from({ length }, (_, index) => first + index);
  }

  #check(tenant: number, [collection, id, person, expected]: CheckRow): void {
    const row = this.#statements.version.get(tenant, collection, id, person) as [number] | undefined;
    if ((row?.[0] ?? 0) === expected) return;
    throw new SintoniaError('STORE_CONFLICT', 'An entry changed since it was read.', { details: { collection } });
  }

  /** @returns the ids of those that are not new. */
  #append(tenant: number, signals: CommitWork['signals']): string[] {
    const first = this.#sequence + 1;
    this.#sequence += rowCount(signals);
    if (!('text' in signals)) {
      const isKnown = (row: SignalRow, index: number) =>
        this.#statements.append.run(tenant, first + index, ...row).changes === 0;
      return signals.filter(isKnown).map(([id]) => id);
    }
    const { changes } = this.#statements.appendMany.run(tenant, first, signals.text);
    return changes === signals.count ? [] : this.#duplicatesOf(tenant, signals.text, first);
  }

  // Every occurrence of an id except the one that was stored just now.
  #duplicatesOf(tenant: number, signals: string, first: number): string[] {
    const seen = new Set((this.#statements.known.all(signals, tenant, first) as [string][]).map(([id]) => id));
    return (JSON.parse(signals) as [string][]).flatMap(([id]) => {
      if (seen.has(id)) return [id];
      seen.add(id);
      return [];
    });
  }
}
