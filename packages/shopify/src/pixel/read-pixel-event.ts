import { Fields } from '@sintonia/adapter-kit';
import { assertIdentifier, type Collected, type CollectedConsent, type CollectedSignal } from '@sintonia/spec';
import { defined, readId, readMoney, readQuantity, readToken } from '../meaning/shop-values.js';
import { type ItemKind, type SoldLine, soldSignals } from '../meaning/sold-line.js';

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
}

type Reader = (data: Fields, visit: Visit, event: Fields) => readonly CollectedSignal[];

type Properties = (data: Fields, event: Fields) => Readonly<Record<string, string | undefined>>;

/** Something about no thing of the catalogue, with these properties. */
const plain =
  (type: string, propertiesOf: Properties = () => ({})): Reader =>
  (data, { id, person, at }, event) => [
    { id: `shopify-pixel:${id}`, type, ...person, timestamp: at, properties: defined(propertiesOf(data, event)) },
  ];

/** Something about one thing. */
const about =
  (type: string, lineIn: (data: Fields) => SoldLine): Reader =>
  (data, visit) =>
    soldSignals([{ ...lineIn(data), id: visit.id }], { ...visit, type, prefix: 'shopify-pixel' });

/** The path alone: what follows it may hold names and addresses. */
const pathIn = (event: Fields) => event.part('context').part('document').part('location').text('pathname');

const idIn = (fields: Fields) => fields.optional('id', readId);
const cartLine = (data: Fields) => lineOf(data.part('cartLine'), 'merchandise');

/** The webhook of the same checkout gives the same ids. */
const checkout: Reader = (data, visit) => {
  const fields = data.part('checkout');
  const token = fields.read('token', readToken);
  const lines = fields.list('lineItems', (line) => lineOf(line, 'variant'));
  return soldSignals(lines, { ...visit, type: 'Checkout Started', prefix: `shopify:checkout:${token}` });
};

/** By Shopify's names. An order counts by its webhook, which nobody can forge: `checkout_completed` means nothing here. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['page_viewed', plain('Page Viewed', (_, event) => ({ path: pathIn(event) }))],
  ['collection_viewed', plain('Product List Viewed', (data) => ({ list_id: idIn(data.part('collection')) }))],
  ['search_submitted', plain('Products Searched', (data) => ({ query: data.part('searchResult').text('query') }))],
  ['product_viewed', about('Product Viewed', (data) => thingOf(data.part('productVariant'), 1))],
  ['product_added_to_cart', about('Product Added', cartLine)],
  ['product_removed_from_cart', about('Product Removed', cartLine)],
  ['cart_viewed', plain('Cart Viewed')],
  ['checkout_started', checkout],
]);

/**
 * What our pixel posts: `{ event, customerPrivacy }`. Without the visitor's leave to analyse and to personalise there is no signal.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field.
 */
export function readPixelEvent(payload: unknown, kind: ItemKind): Collected {
  const fields = new Fields(payload);
  const event = fields.object('event');
  const privacy = fields.part('customerPrivacy');
  const name = event.given('name');
  assertIdentifier(name, 'event.name');
  const visit = {
    id: event.read('id', readToken),
    person: { anonymousId: event.read('clientId', readToken) },
    at: event.moment('timestamp'),
    kind,
  };
  if (name === 'visitorConsentCollected') return { consents: consentsIn(privacy, visit) };
  const signals = readers.get(name)?.(event.part('data'), visit, event) ?? [];
  const { analyticsProcessingAllowed: mayAnalyse, preferencesProcessingAllowed: mayPersonalise } = privacy.own;
  return mayAnalyse === true && mayPersonalise === true ? { signals } : {};
}

function consentsIn(privacy: Fields, { person, at }: Visit): readonly CollectedConsent[] {
  return Object.entries(purposes).flatMap(([name, purpose]) => {
    const granted = privacy.given(name);
    if (typeof granted !== 'boolean') return [];
    return [{ ...person, purposes: [purpose], granted, at, source: 'shopify-pixel' }];
  });
}

/** A line of a cart, whose thing stands at this name. */
function lineOf(line: Fields, name: string): SoldLine {
  return thingOf(line.part(name), line.optional('quantity', readQuantity) ?? 1);
}

function thingOf(variant: Fields, quantity: number): SoldLine {
  const variantId = idIn(variant);
  const value = readMoney((variant.optional('price', readMoney) ?? 0) * quantity, variant.at('price'));
  return { id: `${variantId}`, productId: idIn(variant.part('product')), variantId, quantity, value };
}
