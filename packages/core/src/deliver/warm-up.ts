import { DAY } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Provider, WarmUp } from '../plugins/channels.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';

/** Taken from the store at once, so that not every message writes there. What a process leaves of it is lost for the day. */
const SHARE = 50;

/** Gives out the messages that a provider may get on each day while it gets to know us, to all processes together. */
@injectable()
export class WarmUps {
  readonly #left = new Map<string, { day: number; count: number }>();

  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  /** How many of so many messages this provider may get now. */
  async take({ name, warmUp }: Provider & { readonly warmUp: WarmUp }, wanted: number, now: number): Promise<number> {
    const day = dayOf(now);
    const limit = limitOn(day, warmUp);
    const known = this.#left.get(name);
    const left = known?.day === day ? known : { day, count: 0 };
    this.#left.set(name, left);
    if (left.count < wanted)
      left.count += await this.#takeShare(name, day, limit, Math.max(SHARE, wanted - left.count));
    const taken = Math.min(wanted, left.count);
    left.count -= taken;
    return taken;
  }

  /** When there may be more, if there are none now. */
  nextAt(now: number, { start }: WarmUp): number {
    return Math.max((dayOf(now) + 1) * DAY, dayOf(start) * DAY);
  }

  #takeShare(name: string, day: number, limit: number, wanted: number): Promise<number> {
    const key = this.store.key(COLLECTIONS.warmUp, `${encodeURIComponent(name)}/${day}`);
    return retryOnConflict(async () => {
      const { value: taken = 0, unchanged } = await this.store.read<number>(key);
      const share = Math.min(wanted, limit - taken);
      if (share <= 0) return 0;
      await this.store.commit({ check: [unchanged], put: [{ key, value: taken + share }] });
      return share;
    });
  }
}

/** How many a provider may get on a day: none before the first. */
export function limitOn(day: number, { start, firstDay, growth }: WarmUp): number {
  const past = day - dayOf(start);
  return past < 0 ? 0 : Math.min(Number.MAX_SAFE_INTEGER, Math.floor(firstDay * growth ** past));
}

function dayOf(at: number): number {
  return Math.floor(at / DAY);
}
