import { type Moment, readMoment, type TickReport } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Deliverer, Delivery } from '../deliver/deliverer.js';
import type { Outbox } from '../deliver/outbox.js';
import type { Events } from '../events.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Settings } from '../settings.js';

const BATCH = 256;
const CONCURRENCY = 8;
/** A timer can't reach further. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Does what is due, when asked (`tick`) or by itself. */
@injectable()
export class Ticker {
  #running: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Deliverer) private readonly deliverer: Deliverer,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** Everything that is due at `now`, one tick at a time. */
  tick(moment?: Moment): Promise<TickReport> {
    const now = moment === undefined ? undefined : readMoment(moment, 'now');
    const tick = this.#running.then(() => this.#run(now));
    this.#running = tick.catch(() => undefined);
    return tick;
  }

  /** With automatic delivery: ticks soon, and again whenever something is due. */
  wake(delay = 0): void {
    if (this.settings.delivery === 'manual' || this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.tick().then(
          ({ next }) => next !== undefined && this.wake(Math.max(0, next - this.settings.clock.now())),
          (error) => {
            this.events.emit('error', { where: 'tick', error });
            this.wake(1_000);
          },
        );
      },
      Math.min(delay, LONGEST_TIMER),
    ).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(moment: number | undefined): Promise<TickReport> {
    await this.exposures.flush();
    await this.models.poll();
    const counts: Record<Delivery, number> = { sent: 0, failed: 0, unknown: 0, suppressed: 0, retrying: 0, skipped: 0 };
    const now = moment ?? this.settings.clock.now();
    while (!this.#closed) {
      const due = await this.outbox.due(now, BATCH);
      if (due.length === 0) break;
      await this.#inParallel(due, async (each) => {
        counts[await this.deliverer.deliver(each)]++;
      });
    }
    const { skipped: _, ...report } = counts;
    const next = await this.outbox.nextDueAt();
    return { ...report, ...(next === undefined ? {} : { next }) };
  }

  async #inParallel<Each>(all: readonly Each[], work: (each: Each) => Promise<void>): Promise<void> {
    const lanes = Math.max(
      CONCURRENCY,
      ...[...this.parts.dispatchers.values()].map(({ part }) => part.limits?.concurrency ?? 0),
    );
    const waiting = all.values();
    const lane = async () => {
      for (const each of waiting) {
        if (this.#closed) return;
        await work(each);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, all.length) }, lane));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }
}
