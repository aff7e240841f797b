import type Database from 'libsql';
import { BatchWriter } from './batch-writer.js';
import { failureOf } from './failure.js';
import type { Reply, Result } from './messages.js';
import { COMMIT, type Work } from './work.js';
import { WorkReader } from './work-reader.js';

/** Writes whatever waits in one transaction, so that many commits share one sync. Each still succeeds or fails alone. */
export class GroupCommit {
  readonly #db: Database.Database;
  readonly #path: string;
  readonly #writer: BatchWriter;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #save: Database.Statement;
  readonly #release: Database.Statement;

  constructor(db: Database.Database, path: string) {
    this.#db = db;
    this.#path = path;
    this.#writer = new BatchWriter(db);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#save = db.prepare('SAVEPOINT one');
    this.#release = db.prepare('RELEASE one');
  }

  /** Never throws. Nothing that is reported as done can be lost. */
  run(group: readonly Work[]): Reply[] {
    try {
      this.#begin.run();
      this.#writer.begin();
      const [only, another] = group;
      // Whoever is alone fails or succeeds with the transaction.
      const replies =
        only !== undefined && another === undefined
          ? [{ result: this.#perform(new WorkReader(only)) }]
          : group.map((work) => this.#apart(new WorkReader(work)));
      this.#writer.end();
      this.#commit.run();
      return replies;
    } catch (error) {
      const failure = failureOf(error, this.#path);
      this.#takeBack();
      return group.map(() => ({ failure }));
    }
  }

  #apart(work: WorkReader): Reply {
    this.#save.run();
    try {
      const result = this.#perform(work);
      this.#release.run();
      return { result };
    } catch (error) {
      // Some errors, a full disk among them, end the whole transaction. Then nobody's work is done.
      if (!this.#db.inTransaction) throw error;
      this.#db.exec('ROLLBACK TO one; RELEASE one');
      this.#writer.forget();
      return { failure: failureOf(error, this.#path) };
    }
  }

  #perform(work: WorkReader): Result {
    return work.text() === COMMIT ? this.#writer.commit(work) : this.#writer.erase(work);
  }

  #takeBack(): void {
    this.#writer.forget();
    try {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    } catch {
      // The next BEGIN fails then, and with it every commit: nothing wrong is ever acknowledged.
    }
  }
}
