import {
  assertIdentifier,
  assertKnownOptions,
  isIdentifier,
  type JsonObject,
  type Moment,
  readInteger,
  readMoment,
  readNumber,
  readObject,
  SintoniaError,
} from '@sintonia/spec';
import type { AdminApi } from '../admin/admin-api.js';
import { CREATE_DISCOUNT } from '../admin/operations.js';
import { assertTaken } from '../admin/user-errors.js';
import { member } from '../meaning/fields.js';
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

const known = [
  'code',
  'title',
  'percentage',
  'amount',
  'startsAt',
  'endsAt',
  'usageLimit',
  'oncePerCustomer',
  'userId',
];

/**
 * Creates the discount of an offer and gives its id at Shopify.
 *
 * @throws SINTONIA_OPTION_INVALID, SINTONIA_INPUT_INVALID that names the field; SINTONIA_PLATFORM_REJECTED, whose `details.because` is
 *   `TAKEN` where the code is there already; SINTONIA_PLATFORM_TRANSIENT, with `details.maybeTaken` where nobody knows.
 */
export async function createDiscount(
  api: AdminApi,
  offer: DiscountOffer,
): Promise<{ readonly id: string; readonly code: string }> {
  const discount = discountInput(offer);
  const data = await api.run(CREATE_DISCOUNT, { variables: { discount }, repeatable: false });
  const payload = assertTaken(data, 'discountCodeBasicCreate');
  const id = member(readObject(member(payload, 'codeDiscountNode'), 'codeDiscountNode'), 'id');
  if (!isIdentifier(id)) throw new SintoniaError('PLATFORM_TRANSIENT', 'Shopify did not name the discount.');
  return { id, code: offer.code };
}

function discountInput(offer: DiscountOffer): JsonObject {
  assertKnownOptions(offer, known);
  const { code, title = code, endsAt, usageLimit, oncePerCustomer = true, userId } = offer;
  assertIdentifier(code, 'code');
  assertIdentifier(title, 'title');
  return {
    code,
    title,
    startsAt: new Date(readMoment(offer.startsAt, 'startsAt')).toISOString(),
    ...(endsAt !== undefined && { endsAt: new Date(readMoment(endsAt, 'endsAt')).toISOString() }),
    ...(usageLimit !== undefined && {
      usageLimit: readInteger(usageLimit, 'usageLimit', { min: 1, max: 2 ** 31 - 1 }),
    }),
    appliesOncePerCustomer: oncePerCustomer,
    context: userId === undefined ? { all: 'ALL' } : { customers: { add: [gidOf(userId)] } },
    customerGets: { items: { all: true }, value: discountValue(offer) },
  };
}

function discountValue({ percentage, amount }: DiscountOffer): JsonObject {
  if ((percentage === undefined) === (amount === undefined))
    throw invalid('percentage', 'or amount must be given, not both');
  if (percentage !== undefined) {
    return { percentage: readNumber(percentage, 'percentage', { min: 0.01, max: 100 }) / 100 };
  }
  const money = readNumber(amount, 'amount', { min: 0.01, max: 1e9 });
  return { discountAmount: { amount: money.toFixed(2), appliesOnEachItem: false } };
}

function gidOf(userId: string): string {
  const gid = customerGid({ userId });
  if (gid === undefined) throw invalid('userId', 'must be the number of a customer');
  return gid;
}

function invalid(field: string, must: string): SintoniaError {
  return new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
