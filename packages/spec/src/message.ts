import type { Purpose } from './consent.js';
import type { Decision } from './decision.js';
import type { Pick } from './pick.js';
import type { Profile } from './profile.js';
import type { OpenSchema, Schema } from './schema.js';

/** What a message says, before anything about its transport. */
export interface Content {
  readonly subject?: string;
  /** May be empty where there is HTML: e-mail then makes it from that. */
  readonly text: string;
  readonly html?: string;
  /** Where answers go, if not to the sender. */
  readonly replyTo?: string;
  /** Together at most 5 MB. */
  readonly attachments?: readonly Attachment[];
}

/** A file that goes along. */
export interface Attachment {
  /** Such as `invoice.pdf`. */
  readonly name: string;
  /** Media type, such as `application/pdf`. */
  readonly contentType: string;
  /** The bytes as base64. */
  readonly content: string;
  /** Shown within the HTML where that says `cid:` and this id, instead of beside it. */
  readonly contentId?: string;
}

/** A message that is ready to go out. */
export interface Message {
  /** The same for the same tenant, campaign, occasion, person and channel: the key under which it is sent at most once. */
  readonly sendKey: string;
  readonly channel: string;
  /** Address on the channel, such as an e-mail address. Personal data: never logged. */
  readonly to: string;
  readonly campaign: string;
  readonly purpose: Purpose;
  /** BCP 47 tag of the language that it is written in. */
  readonly locale: string;
  readonly content: Content;
  /** How to get no more of these, by one click and without logging in. On every message of a purpose other than `service`. */
  readonly unsubscribe?: Unsubscribe;
}

/** The way out of a message (RFC 2369 and RFC 8058). */
export interface Unsubscribe {
  /** Takes `POST List-Unsubscribe=One-Click`; shown to a person, a page of preferences. Holds an opaque token. */
  readonly url: string;
  /** An address that takes the same by mail. */
  readonly mailto?: string;
}

/**
 * Where a message stands. `failed`: surely not accepted, and given up. `unknown`: handed over, but nobody knows whether it was
 * accepted; never sent again by itself. `suppressed`: the person may not be written to any more. `expired`: could not go out in
 * time.
 */
export type MessageState = 'pending' | 'claimed' | 'sent' | 'failed' | 'unknown' | 'suppressed' | 'expired';

export interface ComposeContext<S extends Schema = OpenSchema> {
  readonly profile: Profile<S>;
  readonly picks: readonly Pick<S>[];
  /** The person's language if the campaign speaks it, else the campaign's first. */
  readonly locale: string;
  readonly decision: Decision;
  /** The way out that the message will have, for a link in its text. Absent for `service`, and where none is set up. */
  readonly unsubscribe?: Unsubscribe;
  /** A pick's first reason as a sentence in that language; empty when there is nothing to say. */
  reason(pick: Pick<S>): string;
  /** All reasons of a pick as sentences, strongest first. */
  reasons(pick: Pick<S>): readonly string[];
  /** Makes a text safe to stand in HTML. */
  escape(text: string): string;
}

/** A message that you send to many people, each their own. Declared by name in `createEngine({ campaigns })`. */
export interface Campaign<S extends Schema = OpenSchema, SegmentName extends string = string> {
  readonly channel: string;
  /** Only for who is in this segment, declared in `createEngine({ segments })`, at the moment of deciding. Default: everybody. */
  readonly audience?: SegmentName;
  /** Default: `marketing`. */
  readonly purpose?: Purpose;
  /**
   * What it is about, such as `news`: people can leave one topic and keep the others. All campaigns of a topic have the same purpose, and
   * not `service`. 1 to 64 characters. Default: none.
   */
  readonly topic?: string;
  /** How many picks it shows. 0 to 100. Default: 5. */
  readonly picks?: number;
  /** Languages that `compose` writes, first is the default. Default: `['en']`. */
  readonly locales?: readonly string[];
  /**
   * For how long after `send` it is worth getting, such as a day for a birthday: what could not go out by then is `expired`.
   * Milliseconds, 1,000 to a year. Default: for ever, but a day while its channel takes no messages.
   */
  readonly expiresAfterMs?: number;
  /**
   * What happens when nobody knows whether a message was accepted. `atMostOnce`: it is `unknown`, and not sent again.
   * `atLeastOnce`: it is tried again, so that somebody may get it twice. Default: `atMostOnce`.
   */
  readonly delivery?: 'atMostOnce' | 'atLeastOnce';
  /** Writes the message. Throwing fails this one message only. */
  compose(context: ComposeContext<S>): Content | Promise<Content>;
}

/** What is sent, and when nothing is, why. */
export interface SendResult {
  /** `duplicate`: this occasion's message was queued before. */
  readonly status: 'queued' | 'held' | 'duplicate';
  readonly sendKey: string;
  readonly decision: Decision;
}
