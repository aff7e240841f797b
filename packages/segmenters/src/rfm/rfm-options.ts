import { assertKnownOptions } from '@sintonia/spec';
import { readName, readNames, readOptionInteger } from '../options/read-options.js';

export interface RfmOptions {
  /** Signal types that are orders. At least one. Default: `['Order Completed']`. */
  readonly orders?: readonly string[];
  /** Signal types whose value is subtracted. May be empty. Default: `['Order Refunded']`. */
  readonly refunds?: readonly string[];
  /** With fewer buyers than this nothing is learnt and nobody is in a segment. 5 to 1,000,000. Default: 20. */
  readonly minimumBuyers?: number;
  /** Unit of revenue in reasons, such as `EUR`. Default: none. */
  readonly currency?: string;
}

export interface RfmSettings {
  readonly orders: ReadonlySet<string>;
  readonly refunds: ReadonlySet<string>;
  readonly minimumBuyers: number;
  readonly currency: string | undefined;
}

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readRfmOptions(options: RfmOptions): RfmSettings {
  assertKnownOptions(options, ['orders', 'refunds', 'minimumBuyers', 'currency']);
  const { orders = ['Order Completed'], refunds = ['Order Refunded'], minimumBuyers = 20, currency } = options;
  return {
    orders: new Set(readNames(orders, 'orders')),
    refunds: new Set(readNames(refunds, 'refunds', 0)),
    minimumBuyers: readOptionInteger(minimumBuyers, 'minimumBuyers', 5, 1_000_000),
    currency: currency === undefined ? undefined : readName(currency, 'currency'),
  };
}
