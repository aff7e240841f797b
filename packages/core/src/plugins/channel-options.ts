import type { Moment } from '@sintonia/spec';

/** Who serves a channel, and how. */
export interface ChannelOptions {
  /**
   * Dispatchers by their names, the preferred one first, 1 to 20. When one surely did not accept a message, the next one is asked
   * at once. Default: the first dispatcher for the channel among the plugins.
   */
  readonly providers?: readonly (string | ProviderOptions)[];
  /** `ordered`: the first one that takes messages. `weighted`: each gets its share, the same one for the same message. Default: `ordered`. */
  readonly strategy?: 'ordered' | 'weighted';
  /** Who serves addresses of a domain, such as `{ 'gmail.com': ['email-ses'] }`, the preferred one first. Default: `providers`. */
  readonly domains?: { readonly [domain: string]: readonly string[] };
}

export interface ProviderOptions {
  /** Of its dispatcher, such as `email-ses`. */
  readonly name: string;
  /** Its share with `weighted`. Above 0, at most 1,000. Default: 1. */
  readonly weight?: number;
  /** At most so many messages in a second, in this process. 0.01 to 100,000. Default: what the dispatcher says. */
  readonly perSecond?: number;
  /** So many messages a day (in UTC), from all processes together, while the provider gets to know us. What is over goes to the next one. */
  readonly warmUp?: {
    readonly start: Moment;
    /** Messages on the first day. 1 to 1,000,000. */
    readonly firstDay: number;
    /** How many times as many as the day before. 1 to 10. */
    readonly growth: number;
  };
}
