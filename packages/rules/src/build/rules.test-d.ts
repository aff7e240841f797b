import type { ItemFilter } from '@sintonia/spec';
import type { Condition } from '../language/condition.js';
import type { Duration } from '../language/duration.js';
import { rules } from './rules.js';

interface Shop {
  signals: { 'Order Completed': { coupon?: string; total: number; tags?: string[] }; Viewed: object };
  item: { price: number; colour: 'red' | 'blue'; tags: string[]; shop: { lat: number; lon: number } };
  traits: { plan: 'free' | 'paid'; age: number; home: { lat: number; lon: number } };
}

const shop = rules<Shop>();
const { trait, performed, item } = shop;
const place = { lat: 0, lon: 0 };

// What is declared compiles, and is JSON of the language.
export const declared: Condition[] = [
  trait('plan').is('paid'),
  trait('age').between(18, 30),
  trait('locale').is('es-MX'),
  shop.all(trait('plan').in(['free', 'paid']), shop.not(item('price').atMost(20))),
  performed('Order Completed').where('coupon').is('X').where('total').atLeast(5).where('tags').is('a').toJSON(),
  shop.topPercent({ trait: 'age' }, 10),
  shop.measure({ count: 'Viewed' }).atLeast(1),
  shop.near('home', place, 10),
  shop.itemNear('shop', place, 10),
];
shop.rule(shop.any(performed('Viewed'), performed('Order Completed').exactly(1).within('90d'), shop.inSegment('vip')));

// An attribute beside a trait of the same kind.
interface Cinema {
  item: { minimumAge: number; countries: string[]; place: { lat: number; lon: number } };
  traits: { age: number; country: string; home: { lat: number; lon: number } };
}
const cinema = rules<Cinema>();
export const comparisons: Condition[] = [
  cinema.item('minimumAge').atMostTrait('age'),
  cinema.item('countries').isTrait('country'),
  cinema.itemNearTrait('place', 'home', 10),
];
// @ts-expect-error: no such trait
cinema.item('minimumAge').atMostTrait('aeg');
// @ts-expect-error: a country has no order
cinema.item('minimumAge').atMostTrait('country');
// @ts-expect-error: countries are no numbers
cinema.item('countries').isTrait('age');
// @ts-expect-error: a country is no place
cinema.itemNearTrait('place', 'country', 10);

// Item conditions are item filters, of the declared attributes.
type Attributes = Shop['item'];
export const filters: ItemFilter<Attributes>[] = [
  item('price').atMost(20),
  shop.all(item('colour').is('red'), shop.any(item('tags').in(['tea'])), shop.not(item('price').between(1, 2))),
];
// @ts-expect-error: a condition on a person is no item filter
export const noFilter: ItemFilter<Attributes> = trait('plan').is('paid');

// Wrong names and values do not compile.
// @ts-expect-error: no such trait
trait('plam');
// @ts-expect-error: no such plan
trait('plan').is('gold');
// @ts-expect-error: a plan has no order
trait('plan').atLeast(1);
// @ts-expect-error: a number is no text
trait('age').is('36');
// @ts-expect-error: no such signal
performed('Order Complete');
// @ts-expect-error: no such property
performed('Order Completed').where('cupon');
// @ts-expect-error: a coupon is no number
performed('Order Completed').where('coupon').atLeast(3);
// @ts-expect-error: 'Viewed' declares no properties
performed('Viewed').where('total');
// @ts-expect-error: no such attribute
item('prize');
// @ts-expect-error: no such colour
item('colour').is('green');
// @ts-expect-error: weeks are no unit
performed('Viewed').within('2w');
// @ts-expect-error: a duration is no number
shop.age('lastSeen').atLeast(30);
// @ts-expect-error: a plan is no place
shop.near('plan', place, 10);
// @ts-expect-error: a plan is no measure
shop.topPercent({ trait: 'plan' }, 10);
// @ts-expect-error: a step of a sequence is not counted
shop.sequence(performed('Viewed').atLeast(2), performed('Viewed'));

// Computed traits are asked by the same words.
const counted = rules<{ traits: { plan: string }; computed: { spent: number; brands: string[] } }>();
export const computed: Condition[] = [
  counted.trait('spent').atLeast(100),
  counted.trait('brands').is('Acme'),
  counted.topPercent({ trait: 'spent' }, 10),
];
// @ts-expect-error: neither told nor computed
counted.trait('spend');

// Without a schema, any name goes.
const open = rules();
export const anything: Condition[] = [open.trait('whatever').atLeast(1), open.item('any').is('x')];
open.near('home', place, 10);
open.topPercent({ trait: 'score' }, 1);
open.performed('Anything').where('at all').is(true);
export const durations: Duration[] = ['90d', '12h', '30m'];
