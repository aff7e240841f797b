// What webhooks tell, as the Admin API's schema has it, in objects of the same ids.

const money = (amount: string) => ({ shopMoney: { amount } });
const gid = (kind: string, id: number) => `gid://shopify/${kind}/${id}`;

/** The same order by the Admin API. */
export const orderNode = {
  id: gid('Order', 450789469),
  createdAt: '2026-01-05T15:00:00Z',
  processedAt: '2026-01-05T15:00:00Z',
  cancelledAt: null as string | null,
  test: false,
  displayFinancialStatus: 'PAID',
  currencyCode: 'USD',
  customer: { id: gid('Customer', 207119551) },
  lineItems: {
    pageInfo: { hasNextPage: false, endCursor: null as string | null },
    nodes: [
      {
        id: gid('LineItem', 466157049),
        quantity: 2,
        product: { id: gid('Product', 632910392) },
        variant: { id: gid('ProductVariant', 808950810) },
        originalUnitPriceSet: money('199.0'),
        discountAllocations: [{ allocatedAmountSet: money('19.5') }, { allocatedAmountSet: money('0.5') }],
      },
      {
        id: gid('LineItem', 466157050),
        quantity: 1,
        product: null,
        variant: null,
        originalUnitPriceSet: money('5.1'),
        discountAllocations: [],
      },
    ],
  },
};

export const refundedNode = {
  ...orderNode,
  lineItems: undefined,
  refunds: [
    {
      id: gid('Refund', 509562969),
      createdAt: '2026-01-07T10:00:00Z',
      totalRefundedSet: money('378.0'),
      orderAdjustments: { nodes: [] as unknown[] },
      refundLineItems: {
        nodes: [
          {
            quantity: 2,
            subtotalSet: money('378.0'),
            lineItem: {
              id: gid('LineItem', 466157049),
              product: { id: gid('Product', 632910392) },
              variant: { id: gid('ProductVariant', 808950810) },
            },
          },
        ],
      },
    },
  ],
};

export const productNode = {
  id: gid('Product', 632910392),
  title: 'IPod Nano - 8GB',
  handle: 'ipod-nano',
  vendor: 'Apple',
  productType: 'Cult Products',
  tags: ['Emotive', 'Flash Memory', 'MP3', 'Music'],
  status: 'ACTIVE',
  publishedAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T13:59:11Z',
  variants: {
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [
      {
        id: gid('ProductVariant', 808950810),
        title: 'Pink',
        sku: 'IPOD2008PINK',
        price: '199.00',
        availableForSale: true,
      },
      {
        id: gid('ProductVariant', 49148385),
        title: 'Red',
        sku: 'IPOD2008RED',
        price: '189.00',
        availableForSale: false,
      },
    ],
  },
};

export const customerNode = {
  id: gid('Customer', 207119551),
  createdAt: '2025-11-01T00:00:00Z',
  updatedAt: '2026-01-03T00:00:00Z',
  firstName: 'Bob',
  lastName: 'Norman',
  locale: 'en',
  defaultEmailAddress: {
    emailAddress: 'bob@example.com',
    marketingState: 'SUBSCRIBED',
    marketingUpdatedAt: '2026-01-01T00:00:00Z',
  },
  defaultPhoneNumber: {
    phoneNumber: '+16136120707',
    marketingState: 'UNSUBSCRIBED',
    marketingUpdatedAt: '2026-01-02T00:00:00Z',
  },
};
