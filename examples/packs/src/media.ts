import { rules } from '@sintonia/rules';
import { mediaStages } from '@sintonia/segmenters';
import type { Pack } from './pack.js';

const { rule, all, any, not, performed, age } = rules();

/** Music, films, news: what people finish, skip, save and come back to. */
export const media: Pack = {
  name: 'media',
  signals: {
    'Content Shared': { weight: 1, halfLifeDays: 180 },
    'Subscription Started': { weight: 0, revenue: true },
    'Subscription Renewed': { weight: 0, revenue: true },
    'Subscription Cancelled': { weight: 0 },
  },
  traits: {
    daysInARow: { streak: ['Content Played', 'Content Completed'] },
    finishedThisMonth: { count: 'Content Completed', within: '30d' },
  },
  segments: {
    newcomer: rule(age('firstSeen').atMost('7d')),
    binger: rule(performed('Content Completed').atLeast(5).within('3d')),
    sampler: rule(
      all(performed('Content Played').atLeast(5).within('7d'), not(performed('Content Completed').within('7d'))),
    ),
    restless: rule(performed('Content Skipped').atLeast(10).within('7d')),
    collector: rule(performed('Content Saved').atLeast(3).within('30d')),
    'fell-silent': rule(
      all(
        performed('Content Completed').atLeast(5).within('90d'),
        not(any(performed('Content Played').within('14d'), performed('Content Completed').within('14d'))),
      ),
    ),
    subscriber: rule(all(performed('Subscription Started'), not(performed('Subscription Cancelled').within('365d')))),
  },
  segmenters: {
    lifecycle: { stages: mediaStages },
    engagement: { withinDays: 30, halfLifeDays: 5, fullDays: 15 },
  },
  offers: {
    'next-after-that': {
      segment: 'binger',
      picks: 5,
      texts: {
        en: { subject: 'Where to go from here', text: 'You finished a lot lately. These begin where it ended:' },
        es: { subject: 'Por dónde seguir', text: 'Has terminado mucho estos días. Esto empieza donde aquello acabó:' },
      },
    },
    'shorter-ones': {
      segment: 'sampler',
      picks: 5,
      texts: {
        en: { subject: 'Short enough to finish', text: 'Five short ones that people like you finish:' },
        es: { subject: 'Se terminan pronto', text: 'Cinco breves que suele terminar gente como tú:' },
      },
    },
    'something-else': {
      segment: 'restless',
      picks: 5,
      texts: {
        en: { subject: 'Something else altogether', text: 'Nothing was right this week. Try another direction:' },
        es: { subject: 'Algo muy distinto', text: 'Esta semana nada encajó. Prueba otra dirección:' },
      },
    },
    'it-waits-for-you': {
      segment: 'fell-silent',
      picks: 3,
      texts: {
        en: { subject: 'New from what you saved', text: 'Since you were here last:' },
        es: { subject: 'Novedades de lo que guardaste', text: 'Desde tu última visita:' },
      },
    },
  },
};
