import { type Clock, MINUTE, type Moment, readMoment, SECOND, type TickReport } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Deliverer } from '../deliver/deliverer.js';
import type { Outbox } from '../deliver/outbox.js';
import type { Events } from '../events.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Models } from '../models/models.js';
import type { PendingErasures } from '../privacy/pending-erasures.js';
import type { MembershipSchedule } from '../segment/membership-schedule.js';
import type { Settings } from '../settings.js';
import type { JobRunner } from './job-runner.js';

/** So often we look for what another process left, or has learnt. */
const HEARTBEAT = MINUTE;
/** After a tick that failed. */
const PAUSE = SECOND;

/** Does what is due, when asked (`tick`) or by itself. */
@injectable()
export class Ticker {
  #running: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Deliverer) private readonly deliverer: Deliverer,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.MembershipSchedule) private readonly memberships: MembershipSchedule,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.Jobs) private readonly jobs: JobRunner,
    @inject(TOKENS.PendingErasures) private readonly erasures: PendingErasures,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {
    events.on('job', ({ state }) => {
      if (state !== 'started') this.wake();
    });
  }

  /** Everything that is due at `now`, one tick at a time. Jobs come to their end, too. */
  tick(moment?: Moment): Promise<TickReport> {
    const now = moment === undefined ? undefined : readMoment(moment, 'now');
    return this.#inTurn(async (clock) => {
      // Of what was missed, one run may follow the other.
      while ((await Promise.all(await this.jobs.start(clock))).length > 0 && !this.#closed);
    }, now);
  }

  /** With automatic delivery: ticks soon, and again whenever something is due. The earliest of several calls counts. */
  wake(delay = 0): void {
    if (this.settings.delivery === 'manual' || this.#closed) return;
    const at = this.settings.clock.now() + delay;
    if (this.#timer !== undefined && this.#wakesAt <= at) return;
    clearTimeout(this.#timer);
    this.#wakesAt = at;
    this.#timer = setTimeout(() => this.#wakeUp(), delay).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.deliverer.idle();
  }

  async #wakeUp(): Promise<void> {
    this.#timer = undefined;
    try {
      const { next } = await this.#inTurn((clock) => this.jobs.start(clock));
      const wait = next === undefined ? HEARTBEAT : next - this.settings.clock.now();
      this.wake(Math.min(HEARTBEAT, Math.max(0, wait)));
    } catch (error) {
      this.events.emit('error', { where: 'tick', error });
      this.wake(PAUSE);
    }
  }

  #inTurn(doJobs: (clock: Clock) => Promise<unknown>, now?: number): Promise<TickReport> {
    const tick = this.#running.then(() => this.#run(doJobs, now));
    this.#running = tick.catch(() => undefined);
    return tick;
  }

  async #run(doJobs: (clock: Clock) => Promise<unknown>, moment: number | undefined): Promise<TickReport> {
    await this.exposures.flush();
    await this.models.poll();
    // Whoever says what time it is means it for all that follows, or a first try and all its repetitions would be due at once.
    const ahead = moment === undefined ? 0 : moment - this.settings.clock.now();
    const clock: Clock = { now: () => this.settings.clock.now() + ahead };
    await this.erasures.run(clock);
    await doJobs(clock);
    const { skipped: _, ...report } = await this.deliverer.run(clock, () => this.#closed);
    await this.memberships.run(clock, () => this.#closed);
    await this.models.refit();
    const next = earliest(
      await this.outbox.nextDueAt(),
      await this.memberships.nextAt(clock.now()),
      await this.jobs.nextAt(clock.now()),
    );
    return { ...report, ...(next === undefined ? {} : { next }) };
  }
}

function earliest(...moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
