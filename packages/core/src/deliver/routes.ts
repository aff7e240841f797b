import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Channel, Channels, Provider, WarmUp } from '../plugins/channels.js';
import type { OutboxRow } from './outbox-row.js';
import { providersFor } from './provider-order.js';
import { ProviderPace } from './provider-pace.js';
import type { WarmUps } from './warm-up.js';

/** Who is to be asked for a message now, the first one first; or when somebody may be. */
export type Route = { readonly providers: readonly Provider[] } | { readonly until: number };

type Warming = Provider & { readonly warmUp: WarmUp };

/** Chooses the provider of each message. */
@injectable()
export class Routes {
  readonly #paces: ReadonlyMap<Provider, ProviderPace>;

  constructor(
    @inject(TOKENS.Channels) channels: Channels,
    @inject(TOKENS.WarmUps) private readonly warmUps: WarmUps,
  ) {
    const providers = [...channels.values()].flatMap((channel) => channel.providers);
    this.#paces = new Map(providers.map((provider) => [provider, new ProviderPace(provider)]));
  }

  paceOf(provider: Provider): ProviderPace {
    return this.#paces.get(provider) as ProviderPace;
  }

  /** How many messages, or batches of them, may be in hand at once. */
  lanesOf(channel: Channel): number {
    return channel.providers.reduce((sum, provider) => sum + this.paceOf(provider).lanes, 0);
  }

  /** In the order of the messages. Those that get a provider use up its rate, and its share of a warm-up. */
  async choose(channel: Channel, rows: readonly OutboxRow[], now: number): Promise<readonly Route[]> {
    const open = rows.map(({ sendKey, to = '' }) => providersFor(channel, { sendKey, to }));
    const taking = open.map((all) => all.filter((each) => this.paceOf(each).pausedUntil(now) === undefined));
    const warm = await this.#warmUp(taking, now);
    return rows.map((_, index): Route => {
      const rest = taking[index] as readonly Provider[];
      if (rest.length === 0) {
        return {
          until: Math.min(
            ...(open[index] as readonly Provider[]).map((each) => this.paceOf(each).pausedUntil(now) ?? now),
          ),
        };
      }
      const first = rest.findIndex((each) => each.warmUp === undefined || takeFrom(warm, each));
      if (first === -1)
        return { until: Math.min(...rest.map(({ warmUp }) => this.warmUps.nextAt(now, warmUp as WarmUp))) };
      const providers = rest.slice(first);
      const until = this.paceOf(providers[0] as Provider).takeTurn(now);
      return until === undefined ? { providers } : { until };
    });
  }

  /** Whether a provider may be asked for one message more, whose first choice did not take it. */
  async mayStandIn(provider: Provider, now: number): Promise<boolean> {
    const pace = this.paceOf(provider);
    if (pace.pausedUntil(now) !== undefined) return false;
    if (isWarming(provider) && (await this.warmUps.take(provider, 1, now)) === 0) return false;
    return pace.takeTurn(now) === undefined;
  }

  /** For each provider that warms up how many of these messages it may get. */
  async #warmUp(taking: readonly (readonly Provider[])[], now: number): Promise<Map<Provider, number>> {
    const wanted = new Map<Warming, number>();
    for (const providers of taking) {
      // Whoever stands behind one without limits is not asked for.
      for (const provider of providers) {
        if (!isWarming(provider)) break;
        wanted.set(provider, (wanted.get(provider) ?? 0) + 1);
      }
    }
    const granted = new Map<Provider, number>();
    for (const [provider, count] of wanted) granted.set(provider, await this.warmUps.take(provider, count, now));
    return granted;
  }
}

function takeFrom(left: Map<Provider, number>, provider: Provider): boolean {
  const count = left.get(provider) ?? 0;
  left.set(provider, Math.max(0, count - 1));
  return count > 0;
}

function isWarming(provider: Provider): provider is Warming {
  return provider.warmUp !== undefined;
}
