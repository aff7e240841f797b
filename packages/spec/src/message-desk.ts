import type { Moment } from './clock.js';
import type { PersonId } from './person.js';

/** States in which a message that did not surely arrive rests. */
export type RestingState = 'failed' | 'unknown' | 'expired';

/** What is kept of a message that is over. No address, no content: they are gone by then. */
export interface RestingMessage {
  readonly sendKey: string;
  readonly person: PersonId;
  readonly campaign: string;
  readonly occasion: string;
  readonly channel: string;
  readonly state: RestingState;
  /** The code of the error that it ended with; of what it had waited for, where it is expired. */
  readonly code?: string;
  /** The dispatcher that was asked last. */
  readonly provider?: string;
  /** Tries that were surely not accepted. */
  readonly attempts: number;
  /** When it came into this state, in milliseconds since 1970. */
  readonly at: number;
}

export interface MessageQuery<CampaignName extends string = string> {
  readonly state: RestingState;
  readonly campaign?: CampaignName | undefined;
  /** Go on behind this place, the `next` of a page. Default: from the start. */
  readonly after?: string | undefined;
  /** 1 to 1,000. Default: 100. */
  readonly limit?: number | undefined;
}

export interface MessagePage {
  /** Those that have rested longest first. With `campaign` fewer than `limit` may be on a page, or none. */
  readonly messages: readonly RestingMessage[];
  /** Where the next page starts. Absent on the last one. */
  readonly next?: string;
}

export interface ReplayQuery<CampaignName extends string = string> {
  /** Those that surely were not accepted. What is `unknown` or `suppressed` is never sent again. Default: `failed`. */
  readonly state?: 'failed' | 'expired' | undefined;
  readonly campaign?: CampaignName | undefined;
  /** Only those that came to rest from this moment on. Default: all. */
  readonly since?: Moment | undefined;
  /** At most this many. 1 to 10,000. Default: 1,000. */
  readonly limit?: number | undefined;
}

/** What became of those that were to be sent again. */
export interface ReplayReport {
  /** Wait in the outbox again, under the same `sendKey`. */
  readonly queued: number;
  /** May not go out: consent, frequency cap, or no address. They stay where they are. */
  readonly held: number;
  /** Could not be composed, or their campaign is gone. They stay where they are. */
  readonly refused: number;
}

/** Messages that did not surely arrive. */
export interface MessageDesk<CampaignName extends string = string> {
  /** @throws SINTONIA_INPUT_INVALID (`state`, `campaign`, `after`, `limit`) */
  list(query: MessageQuery<CampaignName>): Promise<MessagePage>;

  /**
   * Sends again what surely was not accepted: decided and composed anew, for the same occasion and under the same `sendKey`.
   *
   * @throws SINTONIA_INPUT_INVALID (`state`, `campaign`, `since`, `limit`)
   */
  replay(query?: ReplayQuery<CampaignName>): Promise<ReplayReport>;
}
