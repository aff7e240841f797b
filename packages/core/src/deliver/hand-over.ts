import type { Clock } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Provider } from '../plugins/channels.js';
import type { Settings } from '../settings.js';
import type { Claim, Claims } from './claims.js';
import { type DispatchOutcome, dispatchOutcomes } from './dispatch-outcome.js';
import { messageOf } from './message-of.js';
import type { OutboxRow } from './outbox-row.js';
import type { Routes } from './routes.js';

/** A claimed message, and whom to ask for it, the first one first. */
export interface Held {
  readonly claim: Claim;
  readonly providers: readonly Provider[];
}

/** What became of one, and the last provider that was asked. */
export interface Word {
  readonly held: Held;
  readonly outcome: DispatchOutcome;
  readonly provider?: string;
}

/** Nobody was asked: it may be handed over as soon as it is due again. */
const NOT_ASKED = {
  kind: 'refusedForNow',
  code: 'SINTONIA_DELIVERY_TRANSIENT',
  waitMs: 0,
  isTry: false,
} as const;

/** Hands claimed messages to a provider, and to the next one only what the one before surely did not accept. */
@injectable()
export class HandOver {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Claims) private readonly claims: Claims,
    @inject(TOKENS.Routes) private readonly routes: Routes,
  ) {}

  /** A word about each, in any order. All have the same first provider. */
  async all(held: readonly Held[], clock: Clock): Promise<readonly Word[]> {
    const [{ providers }] = held as [Held];
    const [provider] = providers as [Provider];
    const words = await this.routes.paceOf(provider).turns.take(() => this.#ask(provider, held, clock));
    const final: Word[] = [];
    const open = new Map<Provider, Held[]>();
    for (const word of words) {
      const next = await this.#standInFor(word, clock);
      if (next === undefined) final.push(word);
      else open.set(next.provider, [...(open.get(next.provider) ?? []), next.held]);
    }
    const later = await Promise.all([...open.values()].map((some) => this.all(some, clock)));
    return [...final, ...later.flat()];
  }

  async #ask(provider: Provider, held: readonly Held[], clock: Clock): Promise<readonly Word[]> {
    const pause = this.routes.paceOf(provider).pausedUntil(clock.now());
    const waitMs = pause === undefined ? 0 : pause - clock.now();
    const good = held.filter(({ claim }) => pause === undefined && this.claims.isGood(claim, clock));
    const left = held.filter((each) => !good.includes(each));
    const unasked = left.map((each): Word => ({ held: each, outcome: { ...NOT_ASKED, waitMs } }));
    if (good.length === 0) return unasked;
    const messages = good.map(({ claim }) => messageOf(claim.latest.value as OutboxRow, this.settings.unsubscribe));
    const outcomes = await this.#inTime((abort) => dispatchOutcomes(provider.dispatcher, messages, abort));
    for (const outcome of outcomes) {
      if (outcome.kind !== 'refusedForNow' || outcome.isTry) continue;
      this.routes.paceOf(provider).pause(clock.now() + outcome.waitMs);
    }
    const asked = good.map((each, index): Word => {
      return { held: each, outcome: outcomes[index] as DispatchOutcome, provider: provider.name };
    });
    return [...unasked, ...asked];
  }

  /** Who may be asked next, where the one before surely did not accept the message, and may not have refused it for good. */
  async #standInFor({ held, outcome }: Word, clock: Clock): Promise<{ provider: Provider; held: Held } | undefined> {
    if (outcome.kind !== 'refusedForNow') return undefined;
    for (const [index, provider] of held.providers.entries()) {
      // What the one before answered must not get lost because the store fails.
      if (index === 0 || !(await this.routes.mayStandIn(provider, clock.now()).catch(() => false))) continue;
      return { provider, held: { ...held, providers: held.providers.slice(index) } };
    }
    return undefined;
  }

  async #inTime<Result>(work: (abort: AbortSignal) => Promise<Result>): Promise<Result> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.settings.dispatchMs);
    try {
      return await work(limit.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}
