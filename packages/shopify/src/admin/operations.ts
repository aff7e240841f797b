// Every operation that we send. A test validates each against Shopify's own schema. Members are asked for by the names that webhooks
// have, so that one mapping reads both.

const product =
  'id title handle vendor product_type: productType tags status published_at: publishedAt updated_at: updatedAt';
const variant = 'id title sku price available: availableForSale';
const consent = 'state: marketingState consent_updated_at: marketingUpdatedAt';
const customer = `id created_at: createdAt updated_at: updatedAt first_name: firstName last_name: lastName locale
  email: defaultEmailAddress { address: emailAddress } email_marketing_consent: defaultEmailAddress { ${consent} }
  phone: defaultPhoneNumber { address: phoneNumber } sms_marketing_consent: defaultPhoneNumber { ${consent} }`;
const money = '{ shopMoney { amount } }';
const thing = 'product_id: product { id } variant_id: variant { id }';
const line = `id quantity not_refunded: refundableQuantity ${thing} price: originalUnitPriceSet ${money}
  discount_allocations: discountAllocations { amount: allocatedAmountSet ${money} }`;
const order = `id created_at: createdAt processed_at: processedAt test customer { id }
  financial_status: displayFinancialStatus currency: currencyCode`;
const placed = `${order} cancelled_at: cancelledAt`;
const refunds = `refunds(first: 10) { id created_at: createdAt total_refunded: totalRefundedSet ${money}
  refund_line_items: refundLineItems(first: 15) {
    nodes { quantity subtotal: subtotalSet ${money} line_item: lineItem { id ${thing} } }
  }
  order_adjustments: orderAdjustments(first: 3) {
    nodes { kind: reason amount: amountSet ${money} tax_amount: taxAmountSet ${money} }
  } }`;
const pageInfo = 'pageInfo { hasNextPage endCursor }';
const productPart = `${product} variants(first: 50) { ${pageInfo} nodes { ${variant} } }`;

const pages = (query: string, connection: string, node: string) =>
  `query ${query}($first: Int!, $after: String, $query: String) {
  page: ${connection}(first: $first, after: $after, query: $query, sortKey: ID) { ${pageInfo} nodes { ${node} } }
}`;
const more = (query: string, owner: string, connection: string, node: string) =>
  `query ${query}($id: ID!, $after: String) {
  owner: ${owner}(id: $id) { page: ${connection}(first: 100, after: $after) { ${pageInfo} nodes { ${node} } } }
}`;
const bulk = (connection: string, node: string) => (filter: string) => {
  const asked = filter === '' ? '' : `(query: ${JSON.stringify(filter)})`;
  return `{ ${connection}${asked} { edges { node { ${node} } } } }`;
};
const errors = 'userErrors { code field message }';
const mutation = (name: string, call: string, gives = 'userErrors { field message }') =>
  `mutation Sintonia${name} { ${call} { ${gives} } }`;

export const COUNTS = `query SintoniaCounts($orders: String, $customers: String) {
  products: productsCount(limit: null) { count }
  customers: customersCount(limit: null, query: $customers) { count }
  orders: ordersCount(limit: null, query: $orders) { count }
}`;

export const PRODUCTS = pages('SintoniaProducts', 'products', productPart);
export const MORE_VARIANTS = more('SintoniaMoreVariants', 'product', 'variants', variant);
export const CUSTOMERS = pages('SintoniaCustomers', 'customers', customer);
export const ORDERS = pages(
  'SintoniaOrders',
  'orders',
  `${placed} line_items: lineItems(first: 25) { ${pageInfo} nodes { ${line} } }`,
);
export const MORE_LINES = more('SintoniaMoreLines', 'order', 'lineItems', line);
// Without cancellations, which ORDERS tells.
export const REFUNDS = pages('SintoniaRefunds', 'orders', `${order} ${refunds}`);

/** The products of which a place in a warehouse holds something: one, but for things that are sold as several. */
export const STOCKED = `query SintoniaStocked($id: ID!) {
  inventoryItem(id: $id) { variants(first: 5) { nodes { product { ${productPart} } } } }
}`;

/** What bulk operations run: the same, without pages. Its filter is a part of the text, and of our own making. */
export const bulkQueries = {
  products: bulk('products', `${product} variants { edges { node { ${variant} } } }`),
  customers: bulk('customers', customer),
  orders: bulk('orders', `${placed} line_items: lineItems { edges { node { ${line} } } }`),
} as const;

export const START_BULK = mutation(
  'StartBulk($query: String!)',
  'bulkOperationRunQuery(query: $query, groupObjects: true)',
  `bulkOperation { id status } ${errors}`,
);
export const BULK_STATE = `query SintoniaBulkState($id: ID!) {
  bulkOperation(id: $id) { id status errorCode objectCount url }
}`;

export const KNOWN = `query SintoniaKnown($ids: [ID!]!, $namespace: String!) {
  nodes(ids: $ids) { ... on Customer { id tags metafields(first: 10, namespace: $namespace) { nodes { key value } } } }
}`;

export const SET_METAFIELDS = mutation(
  'SetMetafields($metafields: [MetafieldsSetInput!]!)',
  'metafieldsSet(metafields: $metafields)',
  errors,
);
export const DELETE_METAFIELDS = mutation(
  'DeleteMetafields($metafields: [MetafieldIdentifierInput!]!)',
  'metafieldsDelete(metafields: $metafields)',
);
export const ADD_TAGS = mutation('AddTags($id: ID!, $tags: [String!]!)', 'tagsAdd(id: $id, tags: $tags)');
export const REMOVE_TAGS = mutation('RemoveTags($id: ID!, $tags: [String!]!)', 'tagsRemove(id: $id, tags: $tags)');
export const CREATE_DISCOUNT = mutation(
  'CreateDiscount($discount: DiscountCodeBasicInput!)',
  'discountCodeBasicCreate(basicCodeDiscount: $discount)',
  `codeDiscountNode { id } ${errors}`,
);
