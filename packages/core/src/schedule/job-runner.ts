import { setTimeout as pause } from 'node:timers/promises';
import {
  assertBoundedJson,
  type Clock,
  type Engine,
  isSintoniaError,
  type JobStatus,
  type Jobs,
  type JsonValue,
  SECOND,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { retryDelay } from '../deliver/retry-delay.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { type JobClaims, MOST_ATTEMPTS } from './job-claims.js';
import { type JobLease, lost } from './job-lease.js';
import type { JobPlan } from './job-plan.js';

/** A job that doesn't stop when it is told to must not keep a process from ending. */
const FAREWELL = 10 * SECOND;

/** Executes jobs: those that are due, and those that somebody asks for. */
@injectable()
export class JobRunner implements Jobs {
  readonly #plans: ReadonlyMap<string, JobPlan>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  #engine: Engine | undefined;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.JobClaims) private readonly claims: JobClaims,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {
    this.#plans = settings.jobs;
  }

  /** Whom jobs work with. */
  workWith(engine: Engine): void {
    this.#engine = engine;
  }

  /** Begins what is due, and is not being done. Resolves to the runs under way. */
  async start(clock: Clock): Promise<readonly Promise<void>[]> {
    for (const [plan, reading] of await this.#idle()) {
      if (this.#closing.signal.aborted) break;
      if (this.#running.has(plan.name)) continue;
      const lease = await this.claims.claimDue(plan, reading, clock);
      if (lease) this.#begin(plan, lease, clock, (error) => this.#failed(plan, lease, clock, error));
    }
    return [...this.#running.values()];
  }

  /** When a job wants attention again. */
  async nextAt(now: number): Promise<number | undefined> {
    const moments = (await this.#idle()).map(([plan, reading]) => this.claims.nextAt(plan, reading, now));
    const known = moments.filter((moment) => moment !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  async list(): Promise<readonly JobStatus[]> {
    const now = this.settings.clock.now();
    const jobs = await this.claims.read([...this.#plans.values()]);
    return jobs.map(([{ name, timetable }, { value }]) => {
      const { run, finishedAt, failed } = value ?? {};
      const scheduledFor = run?.scheduledFor ?? timetable.next(value?.settled ?? now);
      return {
        name,
        state: run === undefined ? 'waiting' : run.lease ? 'running' : 'retrying',
        ...(scheduledFor !== undefined && { scheduledFor }),
        ...(finishedAt !== undefined && { finishedAt }),
        ...(failed !== undefined && { failed }),
        attempts: run?.attempts ?? 0,
        ...(run?.code !== undefined && { code: run.code }),
      };
    });
  }

  async run(name: string): Promise<void> {
    const plan = this.#plans.get(name);
    if (!plan) throw new SintoniaError('JOB_UNKNOWN', 'No job of this name is declared.', { field: 'name' });
    const { clock } = this.settings;
    const lease = this.#running.has(name) ? undefined : await this.claims.claimNow(plan, clock);
    if (!lease) throw lost();
    let failure: unknown;
    await this.#begin(plan, lease, clock, async (error) => {
      failure = error;
      await lease.finish().catch(() => undefined);
    });
    if (failure !== undefined) throw failure;
  }

  async close(): Promise<void> {
    this.#closing.abort(new SintoniaError('ENGINE_CLOSED', 'The engine is closing.'));
    // Else the pause would keep what is closed in memory for as long.
    if (this.#running.size === 0) return;
    const all = Promise.all(this.#running.values());
    await Promise.race([all, pause(FAREWELL, undefined, { ref: false })]);
  }

  /** Those that this process is not at, with what is known of them. */
  #idle() {
    return this.claims.read([...this.#plans.values()].filter(({ name }) => !this.#running.has(name)));
  }

  #begin(plan: JobPlan, lease: JobLease, clock: Clock, failed: (error: unknown) => Promise<void>): Promise<void> {
    const running = this.#execute(plan, lease, clock)
      .catch(failed)
      .finally(() => this.#running.delete(plan.name));
    this.#running.set(plan.name, running);
    return running;
  }

  async #execute({ name, job }: JobPlan, lease: JobLease, clock: Clock): Promise<void> {
    const { scheduledFor, checkpoint } = lease.run;
    this.events.emit('job', { name, scheduledFor, state: 'started' });
    await job.run({
      engine: this.#engine as Engine,
      scheduledFor,
      occasion: new Date(scheduledFor).toISOString(),
      checkpoint,
      save: async (value: JsonValue) => {
        assertBoundedJson(value, 'checkpoint');
        await lease.save(value);
      },
      abort: AbortSignal.any([lease.lost, this.#closing.signal]),
    });
    await lease.finish({ finishedAt: clock.now() });
    this.events.emit('job', { name, scheduledFor, state: 'finished' });
  }

  /** A run that failed is tried again, unless it is somebody else's by now. */
  async #failed({ name }: JobPlan, lease: JobLease, clock: Clock, error: unknown): Promise<void> {
    const { scheduledFor, attempts } = lease.run;
    const tell = (state: 'failed' | 'retrying' | 'lost', code?: string) =>
      this.events.emit('job', { name, scheduledFor, state, ...(code !== undefined && { code }) });
    try {
      if (lease.lost.aborted) return tell('lost');
      // Being told to stop is no failure of the job.
      if (this.#closing.signal.aborted) return await lease.release({ attempts: attempts - 1 });
      const code = isSintoniaError(error) ? error.code : 'SINTONIA_PLUGIN_FAILED';
      this.events.emit('error', { where: `job ${name}`, error });
      if (attempts >= MOST_ATTEMPTS) {
        await lease.finish({ failed: { scheduledFor, code } });
        return tell('failed', code);
      }
      const retryAt = clock.now() + retryDelay(`${name}/${scheduledFor}`, attempts);
      await lease.release({ retryAt, code });
      tell('retrying', code);
    } catch {
      // The lease runs out by itself, and then somebody tries again.
      tell('lost');
    }
  }
}
