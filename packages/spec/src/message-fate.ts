import type { DeliveryEventKind } from './delivery-event.js';
import type { MessageState } from './message.js';
import type { PersonId } from './person.js';

/** How far a message got at its provider's. Whatever its reader did says that it was delivered; a bounce wins. */
export type DeliveryState = 'accepted' | 'deferred' | 'delivered' | 'softBounce' | 'hardBounce';

/** What was reported about a message, of one kind. */
export interface DeliveryFact {
  /** When first and last, by the provider's clock. Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** How often, each report once; 32 stands for 32 or more. `unsaid`: nobody knows whether by a person or a program. */
  readonly times: { readonly human: number; readonly machine: number; readonly unsaid: number };
  /** The provider's word for it, the latest. */
  readonly because?: string;
}

/** What became of a message. The same whatever the order in which reports came, and however often. */
export interface MessageFate {
  readonly sendKey: string;
  readonly person: PersonId;
  readonly campaign: string;
  readonly channel: string;
  readonly state: MessageState;
  /** Absent until its provider has reported something. */
  readonly delivery?: DeliveryState;
  readonly facts: { readonly [Kind in DeliveryEventKind]?: DeliveryFact };
}
