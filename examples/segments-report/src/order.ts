/** One order of one customer, or what was sent back of one. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Below 0 for what was sent back. */
  readonly value: number;
}
