import { rules } from '@sintonia/rules';
import type { Pack } from './pack.js';

const { rule, all, any, not, performed, inSegment, age } = rules();

/** A shop: carts, first and second orders, regulars, and who stays away. Signals are those of Segment's e-commerce events. */
export const eCommerce: Pack = {
  name: 'e-commerce',
  signals: {
    'Back in Stock Requested': { weight: 0.7, halfLifeDays: 60 },
  },
  traits: {
    averageOrder: { average: 'value', of: 'Order Completed' },
    daysSinceOrder: { recency: 'Order Completed' },
  },
  segments: {
    'left-a-cart': rule(all(performed('Product Added').within('3d'), not(performed('Order Completed').within('3d')))),
    'looks-around': rule(
      all(performed('Product Viewed').atLeast(3).within('7d'), not(performed('Order Completed').within('30d'))),
    ),
    'first-order': rule(performed('Order Completed').exactly(1)),
    regular: rule(performed('Order Completed').atLeast(2).within('180d')),
    vip: rule(any(inSegment('rfm/champions'), performed('Order Completed').atLeast(5).within('365d'))),
    'stays-away': rule(all(performed('Order Completed'), not(performed('Order Completed').within('120d')))),
    newcomer: rule(all(age('firstSeen').atMost('14d'), not(performed('Order Completed')))),
  },
  segmenters: { rfm: { currency: 'EUR' }, lifecycle: {}, engagement: {}, demographic: [{}] },
  offers: {
    'finish-your-order': {
      segment: 'left-a-cart',
      picks: 2,
      texts: {
        en: { subject: 'Still in your basket', text: 'What you chose is still there. This goes with it:' },
        es: { subject: 'Sigue en tu cesta', text: 'Lo que elegiste sigue ahí. Esto le va bien:' },
      },
    },
    'second-order': {
      segment: 'first-order',
      picks: 4,
      texts: {
        en: { subject: 'What goes with it', text: 'People who took the same went on with these:' },
        es: { subject: 'Lo que combina', text: 'Quienes se llevaron lo mismo siguieron con esto:' },
      },
    },
    'new-in-first': {
      segment: 'vip',
      picks: 5,
      texts: {
        en: { subject: 'For you first', text: 'New this week, before everybody else sees it:' },
        es: { subject: 'Para ti primero', text: 'Novedades de la semana, antes que nadie:' },
      },
    },
    'we-miss-you': {
      segment: 'stays-away',
      picks: 3,
      texts: {
        en: { subject: 'It has been a while', text: 'A few things have come in since:' },
        es: { subject: 'Cuánto tiempo', text: 'Desde entonces han llegado algunas cosas:' },
      },
    },
  },
};
