import {
  flagSetting,
  identifierSetting,
  invalidOption,
  momentSetting,
  numberSetting,
  optional,
  patternSetting,
  readSettings,
  withDefault,
} from '@sintonia/adapter-kit';
import { isIdentifier, type JsonObject, type Moment, SintoniaError } from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { CREATE_DISCOUNT } from '../admin/operations.js';
import { customerGid } from './customer-record.js';

/** A discount on a whole order. Exactly one of `percentage` and `amount`. */
export interface DiscountOffer {
  /** What people enter. Make it of the message's key, and a second creation is `TAKEN` instead of a second discount. */
  readonly code: string;
  /** Default: the code. */
  readonly title?: string;
  /** Above 0, up to 100. */
  readonly percentage?: number;
  /** In the shop's currency. Above 0. */
  readonly amount?: number;
  readonly startsAt: Moment;
  readonly endsAt?: Moment;
  /** How often it counts in all. Default: without limit. */
  readonly usageLimit?: number;
  /** Default: true. */
  readonly oncePerCustomer?: boolean;
  /** The only customer for whom it counts, by user id. Default: for all. */
  readonly userId?: string;
}

const settings = {
  code: identifierSetting,
  title: optional(identifierSetting),
  percentage: optional(numberSetting({ min: 0.01, max: 100 })),
  amount: optional(numberSetting({ min: 0.01, max: 1e9 })),
  startsAt: momentSetting,
  endsAt: optional(momentSetting),
  usageLimit: optional(numberSetting({ min: 1, max: 2 ** 31 - 1, whole: true })),
  oncePerCustomer: withDefault(flagSetting, true),
  userId: optional(patternSetting(/^\d{1,20}$/, 'must be the number of a customer')),
};

/** Creates the discount of an offer and gives its id at Shopify. Throws what `ShopifyPlugin.createDiscount` says. */
export async function createDiscount(
  api: AdminApi,
  offer: DiscountOffer,
): Promise<{ readonly id: string; readonly code: string }> {
  const variables = { discount: discountInput(offer) };
  const created = await api.change('discountCodeBasicCreate', CREATE_DISCOUNT, { variables, repeatable: false });
  const id = created.part('codeDiscountNode').given('id');
  if (!isIdentifier(id)) throw new SintoniaError('PLATFORM_TRANSIENT', 'Shopify did not name the discount.');
  return { id, code: offer.code };
}

function discountInput(offer: DiscountOffer): JsonObject {
  const read = readSettings(offer, settings);
  const { code, title, percentage, amount, startsAt, endsAt, usageLimit, oncePerCustomer, userId } = read;
  if ((percentage === undefined) === (amount === undefined)) {
    throw invalidOption('percentage', 'or amount must be given, not both');
  }
  const value =
    percentage === undefined
      ? { discountAmount: { amount: (amount ?? 0).toFixed(2), appliesOnEachItem: false } }
      : { percentage: percentage / 100 };
  return {
    code,
    title: title ?? code,
    startsAt: new Date(startsAt).toISOString(),
    ...(endsAt !== undefined && { endsAt: new Date(endsAt).toISOString() }),
    ...(usageLimit !== undefined && { usageLimit }),
    appliesOncePerCustomer: oncePerCustomer,
    context: userId === undefined ? { all: 'ALL' } : { customers: { add: [customerGid({ userId }) ?? ''] } },
    customerGets: { items: { all: true }, value },
  };
}
