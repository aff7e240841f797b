import type { JsonObject } from '@sintonia/spec';
import type { StoredProfile } from './stored-profile.js';

/** What of the told is news, and as of when the traits are so that were ever told with a time. */
export interface NewestTraits {
  readonly news: JsonObject;
  readonly traitsAsOf?: Readonly<Record<string, number>>;
}

/**
 * Leaves out traits that are known to be newer, whichever process heard of them first.
 *
 * @param at as of when it is so; undefined of what is told without a time, which is so now.
 */
export function newestTraits(
  { traitsAsOf = {} }: Pick<StoredProfile, 'traitsAsOf'>,
  told: JsonObject,
  at: number | undefined,
  now: number,
): NewestTraits {
  const known = new Map(Object.entries(traitsAsOf));
  const news = Object.entries(told).filter(([name]) => at === undefined || (known.get(name) ?? -Infinity) <= at);
  for (const [name] of news) if (at !== undefined || known.has(name)) known.set(name, at ?? now);
  return {
    news: Object.fromEntries(news),
    ...(known.size > 0 && { traitsAsOf: Object.fromEntries(known) }),
  };
}
