import type { ChannelDispatcher, Purpose } from '@sintonia/spec';

/** A share in warming up: how many messages a provider that does not know us yet gets a day. */
export interface WarmUp {
  /** The first day. Milliseconds since 1970. */
  readonly start: number;
  readonly firstDay: number;
  /** How many times as many as the day before. */
  readonly growth: number;
}

/** A dispatcher, and how it is to be used. */
export interface Provider {
  readonly name: string;
  readonly dispatcher: ChannelDispatcher;
  /** Its share among others, where they share. */
  readonly weight: number;
  /** Messages in a second, in this process. */
  readonly perSecond: number | undefined;
  readonly warmUp: WarmUp | undefined;
}

/** What serves a channel. */
export interface Channel {
  readonly name: string;
  /** At least one, the preferred one first. */
  readonly providers: readonly Provider[];
  /** `ordered`: the others only stand in. `weighted`: each gets its share. */
  readonly strategy: 'ordered' | 'weighted';
  /** Who serves which domain of addresses, the preferred one first; all others are served by everybody. */
  readonly domains: ReadonlyMap<string, readonly Provider[]>;
  /** What people must agree to, whichever provider it will be. */
  readonly purposes: readonly Purpose[];
}

export type Channels = ReadonlyMap<string, Channel>;
