import { rules } from '@sintonia/rules';
import type { Pack } from './pack.js';

const { rule, all, any, not, performed, inSegment, age, trait } = rules();

/** Software by subscription: activation, use, onboarding by role, upsell. */
export const saas: Pack = {
  name: 'saas',
  signals: {
    'Logged In': { weight: 0 },
    'Project Created': { weight: 0.6, halfLifeDays: 90 },
    'Teammate Invited': { weight: 0 },
    'Feature Used': { weight: 0.3, halfLifeDays: 30 },
    'Limit Reached': { weight: 0 },
    'Trial Started': { weight: 0 },
    'Plan Upgraded': { weight: 0, revenue: true },
    'Subscription Cancelled': { weight: 0 },
  },
  traits: {
    usesThisMonth: { count: 'Feature Used', within: '30d' },
    daysInARow: { streak: 'Logged In' },
  },
  segments: {
    'new-account': rule(age('firstSeen').atMost('14d')),
    activated: rule(all(performed('Project Created'), performed('Teammate Invited'))),
    stuck: rule(all(age('firstSeen').atLeast('3d'), inSegment('new-account'), not(inSegment('activated')))),
    'in-use': rule(performed('Feature Used').atLeast(5).within('7d')),
    fading: rule(all(performed('Feature Used').atLeast(5).within('60d'), not(performed('Feature Used').within('14d')))),
    'onboarding-technical': rule(
      all(
        inSegment('new-account'),
        any(
          inSegment('firmographic/role:engineering'),
          inSegment('firmographic/role:data'),
          inSegment('firmographic/role:it'),
        ),
      ),
    ),
    'onboarding-decision-maker': rule(
      all(
        inSegment('new-account'),
        any(
          inSegment('firmographic/seniority:executive'),
          inSegment('firmographic/seniority:vp'),
          inSegment('firmographic/seniority:director'),
        ),
      ),
    ),
    upsell: rule(all(trait('plan').is('free'), performed('Limit Reached').atLeast(2).within('30d'))),
    'team-upsell': rule(all(trait('plan').is('paid'), performed('Teammate Invited').atLeast(3).within('30d'))),
  },
  segmenters: {
    firmographic: {},
    lifecycle: {
      stages: {
        awareness: { signals: ['Page Viewed', 'Signed Up'], withinDays: 60 },
        consideration: { signals: ['Trial Started', 'Logged In'], withinDays: 30 },
        decision: { signals: ['Project Created', 'Teammate Invited', 'Limit Reached'], withinDays: 30 },
        retention: { signals: ['Feature Used'], atLeast: 5, withinDays: 30 },
      },
    },
    engagement: {
      depths: {
        'Page Viewed': 0.1,
        'Logged In': 0.2,
        'Feature Used': 0.6,
        'Project Created': 0.8,
        'Teammate Invited': 1,
      },
      withinDays: 30,
      halfLifeDays: 7,
      bands: { cold: 0, warm: 30, hot: 60 },
    },
  },
  offers: {
    'first-project': {
      segment: 'stuck',
      picks: 0,
      texts: {
        en: { subject: 'Two minutes to your first project', text: 'Start from a template, and invite one colleague.' },
        es: { subject: 'Dos minutos para tu primer proyecto', text: 'Empieza con una plantilla e invita a alguien.' },
      },
    },
    'start-with-the-api': {
      segment: 'onboarding-technical',
      picks: 0,
      texts: {
        en: { subject: 'The API in five calls', text: 'Keys, a first call, webhooks, limits, errors.' },
        es: { subject: 'La API en cinco llamadas', text: 'Claves, una primera llamada, webhooks, límites, errores.' },
      },
    },
    'what-it-brings': {
      segment: 'onboarding-decision-maker',
      picks: 0,
      texts: {
        en: {
          subject: 'What your team will see in a month',
          text: 'Three figures to look at, and where they come from.',
        },
        es: { subject: 'Lo que verá tu equipo en un mes', text: 'Tres cifras que mirar, y de dónde salen.' },
      },
    },
    'more-room': {
      segment: 'upsell',
      picks: 0,
      texts: {
        en: {
          subject: 'You have outgrown the free plan',
          text: 'You reached its limit twice this month. This is the next size.',
        },
        es: {
          subject: 'El plan gratuito se te queda corto',
          text: 'Has llegado dos veces al límite este mes. Este es el siguiente.',
        },
      },
    },
  },
};
