import { randomUUID } from 'node:crypto';
import { type Clock, isSintoniaError, MINUTE } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { JobLease } from './job-lease.js';
import type { JobPlan } from './job-plan.js';
import { type JobRecord, type JobRun, released } from './job-record.js';
import { dueRun } from './timetable.js';

const LEASE = MINUTE;
/** Clocks of two machines may differ by as much. */
const CLOCKS_DIFFER = 10 * MINUTE;
/** A run that ends so many processes, or throws so often, is given up. */
export const MOST_ATTEMPTS = 5;

/** Decides, in the store, which process executes a run. */
@injectable()
export class JobClaims {
  readonly #holder = randomUUID();
  /** Leases of others as we first saw them: one that hasn't changed for its whole length, by our own clock, has been left. */
  readonly #seen = new Map<string, { readonly version: number; readonly at: number }>();

  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  /** Each job with what is known of it. */
  async read(plans: readonly JobPlan[]): Promise<readonly (readonly [JobPlan, Reading<JobRecord>])[]> {
    if (plans.length === 0) return [];
    const keys = plans.map(({ name }) => this.store.key(COLLECTIONS.job, name));
    const readings = await this.store.readMany<JobRecord>(keys);
    return plans.map((plan, index) => [plan, readings[index] as Reading<JobRecord>]);
  }

  /** The run that is due, if it is ours now. */
  async claimDue(plan: JobPlan, reading: Reading<JobRecord>, clock: Clock): Promise<JobLease | undefined> {
    const { name, job, timetable } = plan;
    const record = reading.value;
    const now = clock.now();
    // Nobody has missed anything before there was a job.
    if (record === undefined) return this.#put(reading, { settled: now });
    if (record.run) {
      if (this.#isHeld(name, reading, now) || (record.run.retryAt ?? 0) > now) return undefined;
      if (record.run.attempts < MOST_ATTEMPTS) return this.#claim(reading, record, record.run, clock);
      return this.#put(reading, givenUp(record, record.run));
    }
    const due = dueRun(timetable, { settled: record.settled, now, catchUp: job.catchUp });
    if (due === undefined) return undefined;
    const { settled, run: scheduledFor } = due;
    if (scheduledFor === undefined) return this.#put(reading, { ...record, settled });
    return this.#claim(reading, { ...record, settled }, { scheduledFor, attempts: 0 }, clock);
  }

  /** A run outside the schedule. Undefined when somebody has it. */
  async claimNow(plan: JobPlan, clock: Clock): Promise<JobLease | undefined> {
    const reading = await this.store.read<JobRecord>(this.store.key(COLLECTIONS.job, plan.name));
    const now = clock.now();
    if (reading.value?.run && this.#isHeld(plan.name, reading, now)) return undefined;
    return this.#claim(reading, reading.value ?? { settled: now }, { scheduledFor: now, attempts: 0 }, clock);
  }

  /** When to look at a job again. Absent when never. */
  nextAt({ name, timetable }: JobPlan, { value, version }: Reading<JobRecord>, now: number): number | undefined {
    if (value === undefined) return now;
    if (value.run === undefined) return timetable.next(value.settled);
    const { lease, retryAt = now } = value.run;
    if (lease === undefined) return retryAt;
    const seen = this.#seen.get(name);
    return (seen?.version === version ? seen.at : now) + LEASE;
  }

  async #claim(reading: Reading<JobRecord>, record: JobRecord, run: JobRun, clock: Clock) {
    const attempts = run.attempts + 1;
    const lease = { holder: this.#holder, until: clock.now() + LEASE };
    const { retryAt: _, ...again } = released(run);
    const value = { ...record, run: { ...again, attempts, lease } };
    const version = await this.#commit(reading, value);
    if (version === undefined) return undefined;
    const { key } = reading;
    return new JobLease(this.store, clock, LEASE, { key, value, version, unchanged: { key, version } });
  }

  async #put(reading: Reading<JobRecord>, value: JobRecord): Promise<undefined> {
    await this.#commit(reading, value);
  }

  /** The new version, or undefined when another process was faster. */
  async #commit({ key, unchanged }: Reading<JobRecord>, value: JobRecord): Promise<number | undefined> {
    try {
      const { versions } = await this.store.commit({ check: [unchanged], put: [{ key, value: value as never }] });
      return versions[0];
    } catch (error) {
      if (isSintoniaError(error, 'STORE_CONFLICT')) return undefined;
      throw error;
    }
  }

  /** Two machines' clocks can't be compared; what can is how long one of them has seen no sign of life. */
  #isHeld(name: string, { version, value }: Reading<JobRecord>, now: number): boolean {
    const lease = value?.run?.lease;
    if (lease === undefined) return false;
    const seen = this.#seen.get(name);
    if (seen?.version !== version) this.#seen.set(name, { version, at: now });
    else if (now - seen.at >= LEASE) return false;
    return now < lease.until + CLOCKS_DIFFER;
  }
}

/** It ended every process that tried it. */
function givenUp({ run: _, ...record }: JobRecord, { scheduledFor, code = 'SINTONIA_JOB_LOST' }: JobRun): JobRecord {
  return { ...record, failed: { scheduledFor, code } };
}
