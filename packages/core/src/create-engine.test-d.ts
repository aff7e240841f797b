// Checked by the compiler, never run: what is declared once carries through the engine, and a wrong name does not compile.
import type { Engine, Plugin, Store } from '@sintonia/spec';
import { createEngine } from './create-engine.js';

declare function sqlite(file: string): Store;
declare function itemLists(): Plugin;
declare function smtp(settings: { readonly url: string }): Plugin;

/** The three lines of the README, with nothing declared. */
export async function untyped(url: string) {
  const engine = await createEngine({ store: sqlite('app.db'), plugins: [itemLists(), smtp({ url })] });
  await engine.collect({ type: 'Order Completed', userId: 'ana', itemId: 'mug' });
  const { picks } = await engine.recommend({ userId: 'ana', limit: 10 });
  await engine.collect([{ type: 'Anything', anonymousId: 'browser', properties: { any: ['JSON'] } }]);
  await engine.identify({ userId: 'ana', traits: { anything: 1, email: 'ana@example.com' } });
  await engine.recommend({ userId: 'ana', where: { all: [{ attribute: 'any', is: 'x' }] } });
  await engine.recommend({ userId: 'ana', where: { attribute: 'price', atMost: 3 } });
  // @ts-expect-error standard traits have their types also where nothing is declared
  await engine.identify({ userId: 'ana', traits: { email: 7 } });
  return picks[0]?.item?.attributes?.colour;
}

interface Shop {
  signals: { 'Order Completed': { coupon?: string }; 'Tea Poured': { cups: number } };
  item: { title: string; price: number; tags: string[] };
  traits: { plan: 'free' | 'paid' };
}

const engine = await createEngine<Shop>({
  signals: { 'Tea Poured': { weight: 0.5 } },
  campaigns: {
    weekly: {
      channel: 'email',
      compose({ profile, picks, reason }) {
        const plan: 'free' | 'paid' | undefined = profile.traits.plan;
        const price: number | undefined = picks[0]?.item?.attributes?.price;
        const name: string | undefined = profile.traits.firstName;
        // @ts-expect-error no such trait
        profile.traits.mood;
        // @ts-expect-error no such attribute
        picks[0]?.item?.attributes?.colour;
        return { text: `${name} ${plan} ${price} ${picks.map(reason)}` };
      },
    },
  },
});

// Signals
await engine.collect({ type: 'Order Completed', userId: 'ana', properties: { coupon: 'spring' } });
await engine.collect([{ type: 'Tea Poured', userId: 'ana', properties: { cups: 2 } }]);
// @ts-expect-error no such signal
await engine.collect({ type: 'Order Complete', userId: 'ana' });
// @ts-expect-error no such property
await engine.collect({ type: 'Order Completed', userId: 'ana', properties: { voucher: 'spring' } });
// @ts-expect-error not the type of the property
await engine.collect({ type: 'Order Completed', userId: 'ana', properties: { coupon: 7 } });
// @ts-expect-error a property of another signal
await engine.collect({ type: 'Order Completed', userId: 'ana', properties: { cups: 2 } });
// @ts-expect-error no such signal
engine.declare({ 'Coffee Poured': { weight: 1 } });
engine.declare({ 'Tea Poured': { weight: 1 } });
// @ts-expect-error no such signal
await createEngine<Shop>({ signals: { 'Coffee Poured': { weight: 1 } } });

// Filters
await engine.recommend({ userId: 'ana', where: { attribute: 'price', atMost: 3 } });
await engine.recommend({ userId: 'ana', where: { attribute: 'tags', in: ['gift'] } });
await engine.similar({
  itemId: 'mug',
  where: { all: [{ attribute: 'title', is: 'Mug' }, { not: { attribute: 'price', is: 3 } }] },
});
// @ts-expect-error no such attribute
await engine.recommend({ userId: 'ana', where: { attribute: 'colour', is: 'blue' } });
// @ts-expect-error not the type of the attribute
await engine.recommend({ userId: 'ana', where: { attribute: 'price', is: 'cheap' } });
// @ts-expect-error not the type of the elements
await engine.recommend({ userId: 'ana', where: { attribute: 'tags', in: [1] } });
// @ts-expect-error a text has no order
await engine.recommend({ userId: 'ana', where: { attribute: 'title', atMost: 3 } });
// @ts-expect-error no such attribute, further in
await engine.similar({ itemId: 'mug', where: { any: [{ not: { attribute: 'colour', is: 'blue' } }] } });

// Items
await engine.catalog.put([{ itemId: 'mug', attributes: { title: 'Mug', price: 8, tags: [] } }]);
// @ts-expect-error an attribute is missing
await engine.catalog.put([{ itemId: 'mug', attributes: { title: 'Mug', price: 8 } }]);
// @ts-expect-error not the type of the attribute
await engine.catalog.put([{ itemId: 'mug', attributes: { title: 'Mug', price: '8', tags: [] } }]);

// Traits
const { traits } = await engine.identify({ userId: 'ana', traits: { plan: 'paid', locale: 'es', email: null } });
export const plan: 'free' | 'paid' | undefined = traits.plan;
// @ts-expect-error not one of its values
await engine.identify({ userId: 'ana', traits: { plan: 'gold' } });
// @ts-expect-error no such trait
await engine.identify({ userId: 'ana', traits: { mood: 'good' } });

// Reasons
const { picks } = await engine.recommend({ userId: 'ana' });
for (const reason of picks[0]?.reasons ?? []) {
  if (reason.kind !== 'attribute') continue;
  const attribute: 'title' | 'price' | 'tags' = reason.attribute;
  // @ts-expect-error no such attribute
  const other: 'colour' = reason.attribute;
  void [attribute, other];
}

// Campaigns
const named = await createEngine({
  campaigns: { weekly: { channel: 'email', compose: () => ({ text: 'Hello' }) } },
});
await named.send({ userId: 'ana', campaign: 'weekly', occasion: '2026-W47' });
// @ts-expect-error no such campaign
await named.send({ userId: 'ana', campaign: 'monthly', occasion: '2026-W47' });

// Segments
const segmented = await createEngine({
  segments: { vip: { language: 1, rule: { trait: 'plan', is: 'paid' } }, imported: '{"language":1,"rule":{"all":[]}}' },
  campaigns: { thanks: { channel: 'email', audience: 'vip', compose: () => ({ text: 'Thank you' }) } },
});
await segmented.segments.membersOf('imported', { limit: 10 });
await segmented.segments.declare({ spring: { language: 1, rule: { all: [] } }, imported: null });
// @ts-expect-error no such segment
await segmented.segments.membersOf('vips');
await createEngine({
  segments: { vip: { language: 1, rule: { all: [] } } },
  // @ts-expect-error no such segment
  campaigns: { thanks: { channel: 'email', audience: 'vips', compose: () => ({ text: 'Thank you' }) } },
});
// @ts-expect-error no rule
await createEngine({ segments: { vip: { performed: 'Order Completed' } } });
/** One whose segments come from elsewhere. */
export const open: Engine = segmented;

// Computed traits
interface Club {
  signals: { 'Order Completed': { coupon?: string }; 'Lesson Completed': { level: number } };
  item: { title: string; genre: string };
  computed: { spent: number; coupons: string[]; level: string | number };
}
const club = await createEngine<Club>({
  traits: {
    spent: { sum: 'value', of: 'Order Completed', within: '90d' },
    coupons: { unique: 'properties.coupon', of: ['Order Completed'] },
    level: { last: 'properties.level', of: 'Lesson Completed' },
  },
  affinities: ['genre'],
});
const { computed } = await club.profileOf({ userId: 'ana' });
export const known: [number | undefined, string[] | undefined] = [computed.spent, computed.coupons];
// @ts-expect-error no such trait
computed.spend;
// @ts-expect-error not declared
await createEngine<Club>({ traits: { spend: { count: 'Order Completed' } } });
// @ts-expect-error no such signal
await createEngine<Club>({ traits: { spent: { count: 'Order Complete' } } });
// @ts-expect-error no such property
await createEngine<Club>({ traits: { coupons: { unique: 'properties.voucher', of: 'Order Completed' } } });
// @ts-expect-error a list is no number
await createEngine<Club>({ traits: { spent: { unique: 'value', of: 'Order Completed' } } });
// @ts-expect-error no such attribute
await createEngine<Club>({ affinities: ['colour'] });
await createEngine({ traits: { anything: { streak: 'Anything', each: 'week' } } });
