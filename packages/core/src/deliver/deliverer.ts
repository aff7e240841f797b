import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, SECOND } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Channels } from '../plugins/channels.js';
import { ChannelDelivery } from './channel-delivery.js';
import type { Claims } from './claims.js';
import type { HandOver } from './hand-over.js';
import type { Delivery, MessageMarker } from './message-marker.js';
import type { Outbox } from './outbox.js';
import type { Routes } from './routes.js';
import type { SendGate } from './send-gate.js';

/** How many messages came to what. */
export type Deliveries = Readonly<Record<Delivery, number>>;

/** While a dispatch hangs, what has become due since goes past it: so soon. */
const LOOK_AGAIN = SECOND;

/**
 * Delivers each message that is due at most once: it is claimed in a commit that also checks that it may still go out, handed
 * over, and marked. A crash between claim and mark leaves a claim that runs out and becomes `unknown`: visible, and not sent again
 * by itself. Channels don't wait for each other.
 */
@injectable()
export class Deliverer {
  readonly #deliveries = new Map<string, ChannelDelivery>();
  readonly #underWay = new Set<Promise<void>>();
  #counts = new Map<Delivery, number>();

  constructor(
    @inject(TOKENS.Channels) private readonly channels: Channels,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.SendGate) private readonly gate: SendGate,
    @inject(TOKENS.Routes) private readonly routes: Routes,
    @inject(TOKENS.Claims) private readonly claims: Claims,
    @inject(TOKENS.HandOver) private readonly handOver: HandOver,
    @inject(TOKENS.MessageMarker) private readonly marker: MessageMarker,
  ) {}

  /**
   * Resolves once everything that is due by now has been tried, to what became of it. What becomes due meanwhile is taken up while
   * a dispatch takes long, but not waited for.
   */
  async run(clock: Clock, isOver: () => boolean): Promise<Deliveries> {
    const due = this.#pass(clock, isOver);
    let isDone = false;
    const done = due.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    while (!isDone) {
      const waiting = new AbortController();
      await Promise.race([done, pause(LOOK_AGAIN, undefined, { signal: waiting.signal })]).finally(() =>
        waiting.abort(),
      );
      if (!isDone) this.#pass(clock, isOver).catch(() => undefined);
    }
    await done;
    const counts = this.#counts;
    this.#counts = new Map();
    const count = (delivery: Delivery) => counts.get(delivery) ?? 0;
    return {
      sent: count('sent'),
      failed: count('failed'),
      unknown: count('unknown'),
      suppressed: count('suppressed'),
      expired: count('expired'),
      retrying: count('retrying'),
      skipped: count('skipped'),
    };
  }

  /** Waits for all that is still under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /** One lane after the other takes what is due; more lanes than are free are not started. */
  #pass(clock: Clock, isOver: () => boolean): Promise<void> {
    const pass = this.#deliverAll(clock, isOver);
    this.#underWay.add(pass);
    const ended = () => void this.#underWay.delete(pass);
    pass.then(ended, ended);
    return pass;
  }

  async #deliverAll(clock: Clock, isOver: () => boolean): Promise<void> {
    const now = clock.now();
    const waiting = await this.outbox.channels();
    const due = waiting.filter(({ firstAt }) => firstAt <= now);
    const ends = await Promise.allSettled(due.map(({ channel }) => this.#of(channel).run(now, clock, isOver)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  #of(channel: string): ChannelDelivery {
    let delivery = this.#deliveries.get(channel);
    if (delivery === undefined) {
      const { outbox, gate, routes, claims, handOver, marker } = this;
      const steps = { outbox, gate, routes, claims, handOver, marker };
      const count = (what: Delivery) => void this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
      delivery = new ChannelDelivery(channel, this.channels.get(channel), steps, count);
      this.#deliveries.set(channel, delivery);
    }
    return delivery;
  }
}
