import { assertKnownOptions, SintoniaError } from '@sintonia/spec';

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
  const invalid = (field: keyof RfmOptions, must: string) =>
    new SintoniaError('OPTION_INVALID', `${field} must be ${must}.`, { field });
  if (!isTypes(orders) || orders.length === 0) throw invalid('orders', 'a list of at least one signal type');
  if (!isTypes(refunds)) throw invalid('refunds', 'a list of signal types');
  if (!Number.isInteger(minimumBuyers) || minimumBuyers < 5 || minimumBuyers > 1_000_000) {
    throw invalid('minimumBuyers', 'a whole number from 5 to 1,000,000');
  }
  if (currency !== undefined && typeof currency !== 'string') throw invalid('currency', 'a text');
  return { orders: new Set(orders), refunds: new Set(refunds), minimumBuyers, currency };
}

const isTypes = (types: unknown): types is readonly string[] =>
  Array.isArray(types) && types.every((type) => typeof type === 'string' && type !== '');
