import { Fields } from '@sintonia/adapter-kit';
import { describe, expect, it } from 'vitest';
import { stages } from './admin/stages.js';
import { shop } from './admin-server.fixture.js';
import { orderSignals } from './meaning/order.js';
import { orderNode, refundedNode } from './nodes.fixture.js';
import { delivered, goodwill, order, refund } from './payloads.fixture.js';
import { selectedNode } from './selected.fixture.js';
import { shopify } from './shopify.js';

const collectorOf = () => shopify({ shop, secret: 'test_secret_key' }).collectors[0];
const signalsOf = (topic: string, payload: unknown, collector = collectorOf()) =>
  collector.parse(delivered(topic, payload)).signals ?? [];

/** What the order is worth in the end. */
const worth = (all: readonly { readonly type: string; readonly value?: number | undefined }[]) =>
  all.reduce((sum, { type, value = 0 }) => (type === 'Order Completed' ? sum + value : sum - value), 0);

/** Of a node of the Admin API, as history reads it. */
function signalsOfNode(node: unknown, name = 'refunds') {
  const stage = stages.find((each) => each.name === name);
  return orderSignals(new Fields(selectedNode(stage?.query ?? '', node)), 'product');
}

describe('a cancelled order', () => {
  const cancelled = { ...order, cancelled_at: '2026-01-08T00:00:00Z' };
  const valuesOf = (financial_status: string, refunds: unknown[] = []) =>
    signalsOf('orders/cancelled', { ...cancelled, financial_status, refunds })
      .filter(({ type }) => type === 'Order Cancelled')
      .map(({ value }) => value);

  it('takes its value back only where nothing was paid', () => {
    expect(valuesOf('voided')).toEqual([378, 5.1]);
    expect(valuesOf('refunded')).toEqual([0, 0]);
  });

  it('takes back once what refunds have taken back already', () => {
    const [part] = refund.refund_line_items;
    const half = { ...refund, refund_line_items: [{ ...part, restock_type: 'cancel' }], transactions: [] };
    expect(valuesOf('voided', [half])).toEqual([189, 5.1]);
    expect(valuesOf('voided', [refund])).toEqual([0, 5.1]);
    const all = signalsOf('orders/cancelled', { ...cancelled, financial_status: 'voided', refunds: [refund] });
    expect(worth(all)).toBeCloseTo(0);
  });

  it('is the same by the Admin API, which tells of its refunds apart', () => {
    const [first, second] = orderNode.lineItems.nodes;
    const nodes = [
      { ...first, refundableQuantity: 0 },
      { ...second, refundableQuantity: 1 },
    ];
    const state = { cancelledAt: cancelled.cancelled_at, displayFinancialStatus: 'VOIDED' };
    const placed = signalsOfNode({ ...orderNode, ...state, lineItems: { nodes } }, 'orders');
    const told = [...placed, ...signalsOfNode({ ...refundedNode, ...state })];
    const byWebhook = signalsOf('orders/cancelled', { ...cancelled, financial_status: 'voided', refunds: [refund] });
    const byId = (all: readonly { readonly id: string }[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(told)).toEqual(byId(byWebhook));
    const stage = stages.find(({ name }) => name === 'refunds');
    expect(stage?.filter(0)).toContain('status:cancelled');
  });
});

describe('an order of a test', () => {
  it('means nothing, and its refund neither', () => {
    const collector = collectorOf();
    expect(signalsOf('orders/create', { ...order, test: true }, collector)).toEqual([]);
    expect(signalsOf('refunds/create', refund, collector)).toEqual([]);
  });
});

describe('a refund of money and no line', () => {
  const found = (payload: object) => {
    const collector = collectorOf();
    signalsOf('orders/create', order, collector);
    return signalsOf('refunds/create', { ...goodwill, ...payload }, collector);
  };
  const twenty = { id: 'shopify:refund:6:amount', type: 'Order Refunded', value: 20, userId: '207119551' };

  it('counts for the order, and for none of its items', () => {
    const [signal, ...others] = found({});
    expect(signal).toMatchObject({ ...twenty, properties: { order_id: '450789469', refund_id: '6', quantity: 0 } });
    expect([signal?.itemId, others]).toEqual([undefined, []]);
    expect(found({ order_adjustments: undefined })).toMatchObject([twenty]);
  });

  it('comes beside its lines where these are not all of it', () => {
    const both = found({ refund_line_items: refund.refund_line_items });
    expect(both.map(({ value }) => value)).toEqual([378, 20]);
  });

  it.each([
    ['shipping', { order_adjustments: [{ ...goodwill.order_adjustments[0], kind: 'shipping_refund' }] }],
    ['duties', { order_adjustments: [], refund_duties: [{ duty_id: 1 }] }],
    ['less than its lines', { order_adjustments: [{ kind: 'refund_discrepancy', amount: '2.37' }] }],
    ['a payment that failed', { transactions: [{ ...goodwill.transactions[0], status: 'failure' }] }],
    ['what was only reserved', { transactions: [{ ...goodwill.transactions[0], kind: 'void' }] }],
    ['nothing', { transactions: [] }],
  ])('is not %s', (_, payload) => {
    expect(found(payload)).toEqual([]);
  });

  it('is the same by the Admin API', () => {
    const set = (amount: string) => ({ shopMoney: { amount } });
    const adjustment = { reason: 'REFUND_DISCREPANCY', amountSet: set('-20.0'), taxAmountSet: set('0.0') };
    const node = {
      id: 'gid://shopify/Refund/6',
      createdAt: goodwill.created_at,
      totalRefundedSet: set('20.0'),
      refundLineItems: { nodes: [] },
      orderAdjustments: { nodes: [adjustment] },
    };
    const within = signalsOf('orders/updated', { ...order, line_items: [], refunds: [goodwill] });
    expect(within).toMatchObject([twenty]);
    expect(signalsOfNode({ ...refundedNode, refunds: [node] })).toEqual(within);
    // Of shipping it tells elsewhere, and gives no reason.
    const shipping = { ...node, orderAdjustments: { nodes: [{ ...adjustment, reason: null }] } };
    expect(signalsOfNode({ ...refundedNode, refunds: [shipping] })).toEqual([]);
  });
});

describe('a number that JSON rounds', () => {
  it('is read from the global id beside it', () => {
    const big = '9223372036854775807';
    const rounded = { ...order, id: Number(big), admin_graphql_api_id: `gid://shopify/Order/${big}` };
    expect(signalsOf('orders/create', rounded)[0]?.id).toBe(`shopify:order:${big}:466157049`);
    const customer = { id: Number(big), admin_graphql_api_id: `gid://shopify/Customer/${big}` };
    expect(signalsOf('orders/create', { ...order, customer })[0]).toMatchObject({ userId: big });
    expect(() => signalsOf('orders/create', { ...order, id: Number(big) })).toThrow(
      expect.objectContaining({ field: 'id' }),
    );
  });
});
