import type { DeliveryEventKind } from '@sintonia/spec';

/** What a report says of the one message that it is about. */
export interface ReportedFate {
  readonly kind: DeliveryEventKind;
  /** A status such as `5.1.1`, or the word for a complaint. */
  readonly because: string;
  /** When, as the report writes it. */
  readonly date?: string | undefined;
}
