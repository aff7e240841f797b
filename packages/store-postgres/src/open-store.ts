import type { CommitResult } from '@sintonia/spec';
import { changeSchema } from './change-schema.js';
import { Connections } from './connections.js';
import { GroupCommit } from './group-commit.js';
import { ofPerson } from './locks.js';
import { Notifier } from './notifier.js';
import type { StoreSettings } from './postgres-options.js';
import { Reader } from './reader.js';
import { ensureRowLevelSecurity } from './row-level-security.js';
import type { Work } from './work.js';

// How often a long-lived process looks whether a new part of the log is due. A part lasts a month.
const NEW_PART_EVERY_MS = 3_600_000;

/** The connections, once the schema is as this code knows it. */
export class OpenStore {
  readonly connections: Connections;
  readonly #settings: StoreSettings;
  readonly #commits: GroupCommit;
  readonly #notifier: Notifier | undefined;
  #reader: Promise<Reader> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
    this.connections = new Connections(settings);
    this.#commits = new GroupCommit(this.connections, settings.schema, settings.notify && !settings.rowLevelSecurity);
    this.#notifier = settings.notify ? new Notifier(this.connections, settings.schema) : undefined;
  }

  /** Where opening fails, the next call opens anew. */
  reader(): Promise<Reader> {
    if (this.#reader === undefined) {
      const reader = this.#open();
      this.#reader = reader;
      reader.catch(() => {
        this.#reader = undefined;
      });
    }
    return this.#reader;
  }

  async commit(tenant: string, work: Work): Promise<CommitResult> {
    await this.reader();
    const result = await this.#commits.commit(tenant, work);
    this.#notifier?.tell(tenant);
    return result;
  }

  async erase(tenant: string, person: string): Promise<{ signals: number; entries: number }> {
    await this.reader();
    const [row] = await this.connections.query<[signals: number, entries: number]>({
      name: 'erase',
      text: `SELECT * FROM ${this.#settings.schema}.erase_person($1, $2, $3)`,
      values: [tenant, ofPerson(person), person],
    });
    this.#notifier?.tell(tenant);
    const [signals, entries] = row as [number, number];
    return { signals, entries };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.connections.close();
  }

  async #open(): Promise<Reader> {
    const { schema, rowLevelSecurity } = this.#settings;
    await changeSchema(this.connections, schema);
    const isGuarded = await ensureRowLevelSecurity(this.connections, schema, rowLevelSecurity);
    await this.#beginPart();
    this.#timer ??= setInterval(() => this.#beginPart().catch(() => {}), NEW_PART_EVERY_MS).unref();
    return new Reader(this.connections, schema, isGuarded);
  }

  async #beginPart(): Promise<void> {
    const { schema } = this.#settings;
    await this.connections.query({
      text: `SELECT ${schema}.begin_part() FROM ${schema}.store s
        WHERE s.part_since < now() - interval '1 month' OR s.server <> ${schema}.this_server()`,
    });
  }
}
