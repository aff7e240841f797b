import { type Clock, isSintoniaError, type JsonValue, SintoniaError } from '@sintonia/spec';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { type JobRecord, type JobRun, released } from './job-record.js';

/** Renewed well before it runs out, so that a slow store costs nobody a run. */
const SHARE = 1 / 3;

/**
 * One process's hold on a run. It is renewed while the run is under way. Who has lost it, by standing still for too long, can neither
 * save nor finish: every write is conditional on the last one having been ours.
 */
export class JobLease {
  readonly #abort = new AbortController();
  #record: Reading<JobRecord>;
  /** Writes come one after the other: each is conditional on the one before. */
  #last: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #heldUntil: number;

  constructor(
    private readonly store: TenantStore,
    private readonly clock: Clock,
    private readonly leaseMs: number,
    claimed: Reading<JobRecord>,
  ) {
    this.#record = claimed;
    this.#heldUntil = this.run.lease?.until ?? 0;
    this.#renewSoon();
  }

  /** Fires when the run is no longer ours. */
  get lost(): AbortSignal {
    return this.#abort.signal;
  }

  get run(): JobRun {
    return this.#record.value?.run as JobRun;
  }

  /** @throws SINTONIA_JOB_LOST */
  async save(checkpoint: JsonValue): Promise<void> {
    await this.#write((record) => ({ ...record, run: { ...this.#renewed(), checkpoint } }));
  }

  /** The run is done with. @throws SINTONIA_JOB_LOST */
  async finish(facts: Pick<JobRecord, 'finishedAt' | 'failed'> = {}): Promise<void> {
    this.#stop();
    await this.#write(({ run: _, ...record }) => ({ ...record, ...facts }));
  }

  /** Lets go of a run that has to be tried again. @throws SINTONIA_JOB_LOST */
  async release(facts: Partial<Pick<JobRun, 'attempts' | 'retryAt' | 'code'>>): Promise<void> {
    this.#stop();
    await this.#write((record) => ({ ...record, run: { ...released(this.run), ...facts } }));
  }

  #write(change: (record: JobRecord) => JobRecord): Promise<void> {
    const writing = this.#last.then(async () => {
      const { key, unchanged, value } = this.#record;
      if (this.lost.aborted) throw lost();
      const next = change(value as JobRecord);
      try {
        const { versions } = await this.store.commit({ check: [unchanged], put: [{ key, value: next as never }] });
        const version = versions[0] as number;
        this.#record = { key, value: next, version, unchanged: { key, version } };
        this.#heldUntil = next.run?.lease?.until ?? this.#heldUntil;
      } catch (error) {
        if (!isSintoniaError(error, 'STORE_CONFLICT')) throw error;
        this.#lose();
        throw lost();
      }
    });
    this.#last = writing.catch(() => undefined);
    return writing;
  }

  #renewed(): JobRun {
    const { run } = this;
    const holder = run.lease?.holder ?? '';
    return { ...run, lease: { holder, until: this.clock.now() + this.leaseMs } };
  }

  #renewSoon(): void {
    this.#timer = setTimeout(() => void this.#renew(), this.leaseMs * SHARE).unref();
  }

  async #renew(): Promise<void> {
    try {
      await this.#write((record) => ({ ...record, run: this.#renewed() }));
    } catch {
      // A store that can't be reached may come back in time. Past that, others may have taken over.
      if (this.clock.now() >= this.#heldUntil) this.#lose();
    }
    if (this.#timer !== undefined && !this.lost.aborted) this.#renewSoon();
  }

  #lose(): void {
    this.#stop();
    this.#abort.abort(lost());
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

export function lost(): SintoniaError {
  return new SintoniaError('JOB_LOST', 'The job is in the hands of another process.');
}
