import { assertKnownOptions } from '@sintonia/spec';
import { invalidOption } from '../../options/invalid-option.js';
import { readName, readNames, readOptionInteger, readOptionNumber } from '../../options/read-options.js';
import { type PurchaseModelName, purchaseModelNames } from '../purchases/purchase-model.js';
import type { OrderTypes } from './order-log.js';

export interface CustomerValueOptions {
  /** Signal types that are orders. At least one. Default: `['Order Completed']`. */
  readonly orders?: readonly string[];
  /** Signal types whose value is subtracted. May be empty. Default: `['Order Refunded']`. */
  readonly refunds?: readonly string[];
  /** Unit of amounts, such as `EUR`. Default: `money`. */
  readonly currency?: string;
  /** Which model of repeat purchases. Default: `auto`, MBG/NBD unless your orders are clearly likelier under another. */
  readonly model?: PurchaseModelName | 'auto';
  /** What parameters in reports are counted in. Default: `weeks`. */
  readonly unit?: 'days' | 'weeks';
  /** How many days ahead purchases are expected. 1 to 3,650. Default: 90. */
  readonly horizonDays?: number;
  /** How many days ahead the lifetime value goes. 1 to 3,650. Default: 365. */
  readonly lifetimeDays?: number;
  /** How much less money is worth in a year: 0.1 is 10%. 0 to 10. Default: 0.1. */
  readonly yearlyDiscount?: number;
  /** With fewer buyers nothing is learnt. 20 to 1,000,000. Default: 100. */
  readonly minimumBuyers?: number;
  /** With fewer who bought again nothing is learnt. 10 to 1,000,000. Default: 30. */
  readonly minimumRepeatBuyers?: number;
  /** Days from the first order of all until now, below which nothing is learnt. 1 to 3,650. Default: 60. */
  readonly minimumDays?: number;
}

export interface CustomerValueSettings extends OrderTypes {
  readonly currency: string;
  readonly models: readonly PurchaseModelName[];
  readonly unit: 'days' | 'weeks';
  readonly horizonDays: number;
  readonly lifetimeDays: number;
  readonly yearlyDiscount: number;
  readonly minimumBuyers: number;
  readonly minimumRepeatBuyers: number;
  readonly minimumDays: number;
}

const defaults = {
  orders: ['Order Completed'],
  refunds: ['Order Refunded'],
  currency: 'money',
  model: 'auto',
  unit: 'weeks',
  horizonDays: 90,
  lifetimeDays: 365,
  yearlyDiscount: 0.1,
  minimumBuyers: 100,
  minimumRepeatBuyers: 30,
  minimumDays: 60,
} as const satisfies Required<CustomerValueOptions>;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readCustomerValueOptions(options: CustomerValueOptions): CustomerValueSettings {
  assertKnownOptions(options, Object.keys(defaults));
  const given: Required<CustomerValueOptions> = { ...defaults, ...options };
  const { model, unit } = given;
  if (model !== 'auto' && !purchaseModelNames.includes(model)) {
    throw invalidOption('model', `one of auto, ${purchaseModelNames.join(', ')}`);
  }
  if (unit !== 'days' && unit !== 'weeks') throw invalidOption('unit', 'one of days, weeks');
  return {
    orders: new Set(readNames(given.orders, 'orders')),
    refunds: new Set(readNames(given.refunds, 'refunds', 0)),
    currency: readName(given.currency, 'currency'),
    models: model === 'auto' ? purchaseModelNames : [model],
    unit,
    horizonDays: readOptionInteger(given.horizonDays, 'horizonDays', 1, 3_650),
    lifetimeDays: readOptionInteger(given.lifetimeDays, 'lifetimeDays', 1, 3_650),
    yearlyDiscount: readOptionNumber(given.yearlyDiscount, 'yearlyDiscount', 0, 10),
    minimumBuyers: readOptionInteger(given.minimumBuyers, 'minimumBuyers', 20, 1_000_000),
    minimumRepeatBuyers: readOptionInteger(given.minimumRepeatBuyers, 'minimumRepeatBuyers', 10, 1_000_000),
    minimumDays: readOptionInteger(given.minimumDays, 'minimumDays', 1, 3_650),
  };
}
