/**
 * What may become of a message after its provider took it. `deferred`: the provider tries again by itself. `softBounce`: this one
 * is lost, the address may be good. `hardBounce`: the address is not. `complaint`: called spam.
 */
export const deliveryEventKinds = [
  'accepted',
  'delivered',
  'deferred',
  'softBounce',
  'hardBounce',
  'complaint',
  'open',
  'click',
  'unsubscribe',
] as const;

export type DeliveryEventKind = (typeof deliveryEventKinds)[number];

/** What a provider reports about one message and one recipient. */
export interface DeliveryEvent {
  /** The same whenever the same fact is reported: duplicates are told by it. */
  readonly id: string;
  readonly kind: DeliveryEventKind;
  /** When it happened, by the provider's clock. Milliseconds since 1970. */
  readonly at: number;
  /** Which message: its `sendKey`, where the provider gives back what we sent with it. */
  readonly sendKey?: string;
  /** Which message: the id of the receipt, where it doesn't. */
  readonly providerId?: string;
  /** The recipient's address. Personal data: never logged. */
  readonly to?: string;
  /** Of opens and clicks: a person, or a program such as a privacy proxy or a link scanner. Absent where nobody knows. */
  readonly by?: 'human' | 'machine';
  /** The provider's word for it, such as the status `5.1.1`. No personal data. */
  readonly because?: string;
  /** Of clicks: where the link leads. */
  readonly url?: string;
}
