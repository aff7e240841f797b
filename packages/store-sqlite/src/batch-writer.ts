import { type CommitResult, SintoniaError } from '@sintonia/spec';
import type Database from 'libsql';
import type { CheckCells, EraseResult } from './work.js';
import type { WorkReader } from './work-reader.js';
import { writingStatements } from './writing-statements.js';

/** Writes pieces of work. Within a transaction that its caller began, and takes back if this throws. */
export class BatchWriter {
  readonly #statements;
  readonly #tenants = new Map<string, number>();
  /** Whose signals the sequence is known to lie behind. */
  readonly #met = new Set<number>();
  #sequence = 0;
  #dataVersion = 0;
  /** Whether numbers were given that can't be told from the signals that are there. */
  #isSequenceHidden = false;

  constructor(db: Database.Database) {
    this.#statements = writingStatements(db);
  }

  /** To be called first in every transaction: another process may have moved the sequence meanwhile. */
  begin(): void {
    this.#isSequenceHidden = false;
    const [dataVersion] = this.#statements.dataVersion.get() as [number];
    if (dataVersion === this.#dataVersion) return;
    this.#dataVersion = dataVersion;
    this.#sequence = 0;
    this.#met.clear();
  }

  /** To be called last in every transaction. */
  end(): void {
    if (this.#isSequenceHidden) this.#statements.saveSequence.run(this.#sequence);
  }

  /** After work was taken back, what we remember of it is wrong. The numbers it was given are skipped. */
  forget(): void {
    this.#tenants.clear();
    this.#met.clear();
    this.#dataVersion = 0;
  }

  commit(work: WorkReader): CommitResult {
    const tenant = this.#tenantOf(work.text());
    const refusesDuplicates = work.number() === 1;
    const signals = work.number();
    this.#trim(tenant, work);
    this.#check(tenant, work);
    // Versions first: a signal behind them says how far numbers were given, which saves writing that elsewhere.
    const versions = this.#put(tenant, work);
    const duplicates = this.#append(tenant, work);
    if (refusesDuplicates && duplicates.length > 0) {
      throw new SintoniaError('STORE_DUPLICATE', 'The batch holds signals that are stored already.', {
        details: { ids: duplicates },
      });
    }
    this.#delete(tenant, work);
    const appended = signals - duplicates.length;
    if (appended === 0 && versions.length > 0) this.#isSequenceHidden = true;
    return { appended, duplicates, versions };
  }

  erase(work: WorkReader): EraseResult {
    const tenant = this.#tenantOf(work.text());
    const person = work.text();
    this.#isSequenceHidden = true;
    return {
      signals: this.#statements.eraseSignals.run(tenant, person).changes,
      entries: this.#statements.eraseEntries.run(tenant, person).changes,
    };
  }

  /** Numbers go on behind its last signal. */
  #tenantOf(name: string): number {
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

  #trim(tenant: number, work: WorkReader): void {
    for (let left = work.number(); left > 0; left -= 1) {
      this.#isSequenceHidden = true;
      this.#statements.trim.run(tenant, work.text(), work.number());
    }
  }

  #check(tenant: number, work: WorkReader): void {
    for (let left = work.number(); left > 0; left -= 1) this.#checkAlike(tenant, work);
    const count = work.number();
    for (let left = count; left > 0; left -= 1) {
      this.#checkOne(tenant, [work.text(), work.text(), work.text(), work.number()]);
    }
    if (count >= 0) return;
    const text = work.text();
    const [changed] = this.#statements.changed.get(text, tenant) as [number];
    if (changed === 0) return;
    for (const check of JSON.parse(text) as CheckCells[]) this.#checkOne(tenant, check);
  }

  #checkAlike(tenant: number, work: WorkReader): void {
    const [collection, by, id, versions] = [work.text(), work.text(), work.text(), work.text()];
    const { changedByPerson, changedById } = this.#statements;
    const [changed] = (
      by === 'person'
        ? changedByPerson.get(versions, tenant, collection, id)
        : changedById.get(versions, tenant, collection)
    ) as [number];
    if (changed !== 0) throw conflict(collection);
  }

  #checkOne(tenant: number, [collection, id, person, expected]: CheckCells): void {
    const row = this.#statements.version.get(tenant, collection, id, person) as [number] | undefined;
    if ((row?.[0] ?? 0) === expected) return;
    throw conflict(collection);
  }

  #put(tenant: number, work: WorkReader): number[] {
    const first = this.#sequence + 1;
    const count = work.number();
    const length = Math.abs(count);
    this.#sequence += length;
    for (let version = first; version < first + count; version += 1) {
      this.#statements.put.run(tenant, work.text(), work.text(), work.text(), version, work.value());
    }
    if (count < 0) this.#statements.putMany.run(tenant, first, work.text());
    return Array.from({ length }, (_, index) => first + index);
  }

  /** @returns the ids of those that are not new. */
  #append(tenant: number, work: WorkReader): string[] {
    const first = this.#sequence + 1;
    const count = work.number();
    this.#sequence += Math.abs(count);
    if (count < 0) {
      const text = work.text();
      const { changes } = this.#statements.appendMany.run(tenant, first, text);
      return changes === -count ? [] : this.#duplicatesOf(tenant, text, first);
    }
    const duplicates: string[] = [];
    for (let place = first; place < first + count; place += 1) {
      const [id, person, type] = [work.text(), work.text(), work.text()];
      const { changes } = this.#statements.append.run(tenant, place, id, person, type, work.number(), work.text());
      if (changes === 0) duplicates.push(id);
    }
    return duplicates;
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

  #delete(tenant: number, work: WorkReader): void {
    for (let left = work.number(); left > 0; left -= 1) {
      this.#statements.delete.run(tenant, work.text(), work.text(), work.text());
    }
  }
}

function conflict(collection: string): SintoniaError {
  return new SintoniaError('STORE_CONFLICT', 'An entry changed since it was read.', { details: { collection } });
}
