import {
  assertIdentifier,
  type Collected,
  type CollectedConsent,
  type CollectedSignal,
  readMoment,
  readObject,
} from '@sintonia/spec';
import {
  member,
  readAmount,
  readId,
  readList,
  readOptionalId,
  readQuantity,
  readText,
  readToken,
} from '../meaning/fields.js';
import { type ItemKind, type SoldLine, soldSignal } from '../meaning/sold-line.js';

type Fields = Record<string, unknown>;

/** What a visitor's choices in the shop's banner are about. None of them is a yes to messages. */
const purposes = {
  analyticsProcessingAllowed: 'analytics',
  preferencesProcessingAllowed: 'personalisation',
  marketingAllowed: 'advertising',
  saleOfDataAllowed: 'sale-of-data',
} as const;

interface Visit {
  readonly id: string;
  readonly person: { readonly anonymousId: string };
  readonly at: number;
  readonly kind: ItemKind;
  readonly page: { readonly path?: string };
}

type Reader = (data: Fields, visit: Visit) => readonly CollectedSignal[];

const page: Reader = (_, visit) => [plain('Page Viewed', visit, visit.page)];
const collection: Reader = (data, visit) => {
  const { id } = part(data, 'collection');
  return [plain('Product List Viewed', visit, id === undefined ? {} : { list_id: readId(id, 'collection.id') })];
};
const search: Reader = (data, visit) => {
  const query = readText(member(part(data, 'searchResult'), 'query'), 'searchResult.query');
  return [plain('Products Searched', visit, query === undefined ? {} : { query })];
};
const viewed: Reader = (data, visit) => {
  const line = lineOf({ merchandise: part(data, 'productVariant'), quantity: 1 }, 'productVariant', visit.id);
  return [soldSignal(line, { ...visit, type: 'Product Viewed' })];
};
const cartLine =
  (type: string): Reader =>
  (data, visit) => [soldSignal(lineOf(part(data, 'cartLine'), 'cartLine', visit.id), { ...visit, type })];
const cart: Reader = (_, visit) => [plain('Cart Viewed', visit)];

/** The webhook of the same checkout gives the same ids. */
const checkout: Reader = (data, visit) => {
  const fields = part(data, 'checkout');
  const token = readToken(member(fields, 'token'), 'checkout.token');
  const lines = readList(member(fields, 'lineItems'), 'checkout.lineItems', (each, path) => {
    const line = lineOf({ ...each, merchandise: member(each, 'variant') }, path, visit.id);
    return { ...line, id: `shopify:checkout:${token}:${line.variantId}` };
  });
  const once = new Map(lines.map((line) => [line.id, line]));
  return [...once.values()].map((line) => soldSignal(line, { ...visit, id: line.id, type: 'Checkout Started' }));
};

/** By Shopify's names. An order counts by its webhook, which nobody can forge: `checkout_completed` means nothing here. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['page_viewed', page],
  ['collection_viewed', collection],
  ['search_submitted', search],
  ['product_viewed', viewed],
  ['product_added_to_cart', cartLine('Product Added')],
  ['product_removed_from_cart', cartLine('Product Removed')],
  ['cart_viewed', cart],
  ['checkout_started', checkout],
]);

/**
 * What our pixel posts: `{ event, customerPrivacy }`. Without the visitor's leave to analyse and to personalise there is no signal.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function readPixelEvent(payload: unknown, kind: ItemKind): Collected {
  const fields = readObject(payload, 'payload');
  const event = readObject(member(fields, 'event'), 'event');
  const privacy = readObject(member(fields, 'customerPrivacy') ?? {}, 'customerPrivacy');
  const name: unknown = member(event, 'name');
  assertIdentifier(name, 'event.name');
  const visit = {
    id: `shopify-pixel:${readToken(member(event, 'id'), 'event.id')}`,
    person: { anonymousId: readToken(member(event, 'clientId'), 'event.clientId') },
    at: readMoment(member(event, 'timestamp'), 'event.timestamp'),
    kind,
    page: pageOf(event),
  };
  if (name === 'visitorConsentCollected') return { consents: consentsIn(privacy, visit) };
  const mayKeep = privacy.analyticsProcessingAllowed === true && privacy.preferencesProcessingAllowed === true;
  const signals = readers.get(name)?.(readObject(member(event, 'data') ?? {}, 'event.data'), visit) ?? [];
  return mayKeep ? { signals } : {};
}

function consentsIn(privacy: Fields, { person, at }: Visit): readonly CollectedConsent[] {
  return Object.entries(purposes).flatMap(([name, purpose]) => {
    const granted = member(privacy, name);
    return typeof granted === 'boolean'
      ? [{ ...person, purposes: [purpose], granted, at, source: 'shopify-pixel' }]
      : [];
  });
}

function lineOf(fields: Fields, path: string, id: string): SoldLine {
  const variant = readObject(member(fields, 'merchandise') ?? {}, `${path}.merchandise`);
  const product = readObject(member(variant, 'product') ?? {}, `${path}.product`);
  const quantity = readQuantity(member(fields, 'quantity') ?? 1, `${path}.quantity`);
  const price = member(readObject(member(variant, 'price') ?? {}, `${path}.price`), 'amount') ?? 0;
  return {
    id,
    productId: readOptionalId(member(product, 'id'), `${path}.product.id`),
    variantId: readOptionalId(member(variant, 'id'), `${path}.merchandise.id`),
    quantity,
    value: readAmount(readAmount(price, `${path}.price.amount`) * quantity, `${path}.price.amount`),
  };
}

function plain(type: string, { id, person, at }: Visit, properties = {}): CollectedSignal {
  return { id, type, ...person, timestamp: at, properties };
}

/** The path alone: what follows it may hold names and addresses. */
function pageOf(event: Fields): { path?: string } {
  const location = part(part(part(event, 'context'), 'document'), 'location');
  const path = readText(member(location, 'pathname'), 'event.context.document.location.pathname');
  return path === undefined ? {} : { path };
}

function part(fields: Fields, name: string): Fields {
  return readObject(member(fields, name) ?? {}, name);
}
