// Every operation that we send. A test validates each against Shopify's own schema.

const product = `
  id title handle vendor productType tags status publishedAt updatedAt`;
const variant = 'id title sku price availableForSale';
const customer = `
  id createdAt updatedAt firstName lastName locale
  defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber marketingState marketingUpdatedAt }`;
const money = '{ shopMoney { amount } }';
const line = `id quantity product { id } variant { id } originalUnitPriceSet ${money}
  discountAllocations { allocatedAmountSet ${money} }`;
const order = 'id createdAt processedAt cancelledAt test displayFinancialStatus currencyCode customer { id }';

export const COUNTS = `query SintoniaCounts($orders: String, $customers: String) {
  products: productsCount(limit: null) { count }
  customers: customersCount(limit: null, query: $customers) { count }
  orders: ordersCount(limit: null, query: $orders) { count }
}`;

export const PRODUCTS = `query SintoniaProducts($first: Int!, $after: String, $query: String) {
  page: products(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes { ${product} variants(first: 50) { pageInfo { hasNextPage endCursor } nodes { ${variant} } } }
  }
}`;

export const MORE_VARIANTS = `query SintoniaMoreVariants($id: ID!, $after: String) {
  owner: product(id: $id) { page: variants(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${variant} } } }
}`;

export const CUSTOMERS = `query SintoniaCustomers($first: Int!, $after: String, $query: String) {
  page: customers(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes { ${customer} }
  }
}`;

export const ORDERS = `query SintoniaOrders($first: Int!, $after: String, $query: String) {
  page: orders(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes { ${order} lineItems(first: 25) { pageInfo { hasNextPage endCursor } nodes { ${line} } } }
  }
}`;

export const MORE_LINES = `query SintoniaMoreLines($id: ID!, $after: String) {
  owner: order(id: $id) { page: lineItems(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${line} } } }
}`;

export const REFUNDS = `query SintoniaRefunds($first: Int!, $after: String, $query: String) {
  page: orders(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes {
      ${order}
      refunds(first: 10) {
        id createdAt
        refundLineItems(first: 15) {
          nodes { quantity subtotalSet ${money} lineItem { id product { id } variant { id } } }
        }
      }
    }
  }
}`;

/** What bulk operations run: the same, without pages. Its filter is a part of the text, and of our own making. */
export const bulkQueries = {
  products: () => `{ products { edges { node { ${product} variants { edges { node { ${variant} } } } } } } }`,
  customers: (filter: string) => `{ customers${asked(filter)} { edges { node { ${customer} } } } }`,
  orders: (filter: string) =>
    `{ orders${asked(filter)} { edges { node { ${order} lineItems { edges { node { ${line} } } } } } } }`,
} as const;

function asked(filter: string): string {
  return filter === '' ? '' : `(query: ${JSON.stringify(filter)})`;
}

export const START_BULK = `mutation SintoniaStartBulk($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id status } userErrors { code field message } }
}`;

export const BULK_STATE = `query SintoniaBulkState($id: ID!) {
  bulkOperation(id: $id) { id status errorCode objectCount url }
}`;

export const KNOWN = `query SintoniaKnown($ids: [ID!]!, $namespace: String!) {
  nodes(ids: $ids) { ... on Customer { id tags metafields(first: 10, namespace: $namespace) { nodes { key value } } } }
}`;

export const SET_METAFIELDS = `mutation SintoniaSetMetafields($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { code field message } }
}`;

export const DELETE_METAFIELDS = `mutation SintoniaDeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) { userErrors { field message } }
}`;

export const ADD_TAGS = `mutation SintoniaAddTags($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) { userErrors { field message } }
}`;

export const REMOVE_TAGS = `mutation SintoniaRemoveTags($id: ID!, $tags: [String!]!) {
  tagsRemove(id: $id, tags: $tags) { userErrors { field message } }
}`;

export const CREATE_DISCOUNT = `mutation SintoniaCreateDiscount($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { code field message } }
}`;
