// Payloads in the form of Shopify's documentation, shortened.

export const order = {
  id: 450789469,
  cart_token: '68778783ad298f1c80c3bafcddeea02f',
  processed_at: '2026-01-05T10:00:00-05:00',
  created_at: '2026-01-05T10:00:00-05:00',
  updated_at: '2026-01-05T10:00:01-05:00',
  cancelled_at: null as string | null,
  financial_status: 'paid',
  currency: 'USD',
  test: false,
  customer: { id: 207119551, email: 'john@example.com' },
  line_items: [
    {
      id: 466157049,
      product_id: 632910392,
      variant_id: 808950810,
      quantity: 2,
      price: '199.00',
      discount_allocations: [{ amount: '19.50' }, { amount: '0.50' }],
    },
    {
      id: 466157050,
      product_id: null,
      variant_id: null,
      quantity: 1,
      price: '5.10',
      discount_allocations: [],
    },
  ],
  refunds: [] as unknown[],
};

export const refund = {
  id: 509562969,
  order_id: 450789469,
  created_at: '2026-01-07T10:00:00Z',
  refund_line_items: [
    {
      id: 1,
      line_item_id: 466157049,
      quantity: 1,
      subtotal: '189.00',
      line_item: { product_id: 632910392, variant_id: 808950810 },
    },
    {
      id: 2,
      line_item_id: 466157049,
      quantity: 1,
      subtotal: 189.0,
      line_item: { product_id: 632910392, variant_id: 808950810 },
    },
  ],
};

export const product = {
  id: 632910392,
  title: 'IPod Nano - 8GB',
  vendor: 'Apple',
  product_type: 'Cult Products',
  handle: 'ipod-nano',
  status: 'active',
  published_at: '2025-12-31T19:00:00-05:00',
  updated_at: '2026-01-02T08:59:11-05:00',
  tags: 'Emotive, Flash Memory, MP3, Music',
  variants: [
    {
      id: 808950810,
      title: 'Pink',
      price: '199.00',
      sku: 'IPOD2008PINK',
      inventory_policy: 'continue',
      inventory_quantity: 0,
    },
    {
      id: 49148385,
      title: 'Red',
      price: '189.00',
      sku: 'IPOD2008RED',
      inventory_policy: 'deny',
      inventory_quantity: 0,
    },
  ],
};

export const customer = {
  id: 207119551,
  email: 'bob@example.com',
  first_name: 'Bob',
  last_name: 'Norman',
  phone: '+16136120707',
  created_at: '2025-11-01T00:00:00Z',
  updated_at: '2026-01-03T00:00:00Z',
  email_marketing_consent: {
    state: 'subscribed',
    opt_in_level: 'single_opt_in',
    consent_updated_at: '2026-01-01T00:00:00Z',
  },
  sms_marketing_consent: { state: 'unsubscribed', opt_in_level: null, consent_updated_at: '2026-01-02T00:00:00Z' },
};

/** As `customers_marketing_consent/update` has it, which is about text messages: no `customer_id`. */
export const smsConsent = {
  id: 207119551,
  phone: '+16136120707',
  sms_marketing_consent: {
    state: 'unsubscribed',
    opt_in_level: 'single_opt_in',
    consent_updated_at: '2026-01-05T00:00:00Z' as string | null,
    consent_collected_from: 'other',
  },
};

/** Money for a scratch, as `refunds/create` has it. */
export const goodwill = {
  id: 6,
  order_id: 450789469,
  created_at: '2026-01-08T10:00:00Z',
  refund_line_items: [] as unknown[],
  order_adjustments: [
    { id: 1, amount: '-20.00', tax_amount: '0.00', kind: 'refund_discrepancy', reason: 'Refund discrepancy' },
  ],
  transactions: [{ id: 3, amount: '20.00', kind: 'refund', status: 'success' }],
};

export const stockLevel = {
  inventory_item_id: 808950810,
  location_id: 655441491,
  available: 0,
  updated_at: '2026-01-05T10:00:00Z',
};

export const cart = {
  id: 'eeafa272cebfd4b22385bc4b645e762c',
  token: 'eeafa272cebfd4b22385bc4b645e762c',
  updated_at: '2026-01-04T11:00:00Z',
  created_at: '2026-01-04T10:00:00Z',
  line_items: [
    {
      id: 704912205,
      variant_id: 808950810,
      product_id: 632910392,
      quantity: 3,
      price: '10.00',
      line_price: '30.00',
    },
  ],
};

export const checkout = {
  id: 981820079,
  token: '123123123',
  cart_token: 'eeafa272cebfd4b22385bc4b645e762c',
  created_at: '2026-01-04T12:00:00Z',
  updated_at: '2026-01-04T12:00:00Z',
  currency: 'USD',
  customer: { id: 207119551 },
  line_items: [{ variant_id: 808950810, product_id: 632910392, quantity: 1, price: '10.00' }],
};

export const dataRequest = {
  shop_id: 954889,
  shop_domain: 'mugs.myshopify.com',
  orders_requested: [299938],
  customer: { id: 191167, email: 'john@example.com' },
  data_request: { id: 9999 },
};
export const redact = {
  shop_id: 954889,
  shop_domain: 'mugs.myshopify.com',
  customer: { id: 191167, email: 'john@example.com' },
  orders_to_redact: [299938],
};

/** As Shopify sends it by EventBridge. */
export const delivered = (topic: string, payload: unknown) => ({ metadata: { 'X-Shopify-Topic': topic }, payload });

/** As a pixel of ours posts it. */
export const pixelEvent = (name: string, data: unknown, id = name) => ({
  event: {
    id,
    name,
    clientId: '5a5cc3ab-1',
    timestamp: '2026-01-04T10:00:00.000Z',
    data,
    context: { document: { location: { pathname: '/products/mug' } } },
  },
  customerPrivacy: {
    analyticsProcessingAllowed: true,
    preferencesProcessingAllowed: true,
    marketingAllowed: false,
    saleOfDataAllowed: true,
  },
});
