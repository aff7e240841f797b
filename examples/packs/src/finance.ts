import { rules } from '@sintonia/rules';
import type { Pack } from './pack.js';

const { rule, all, not, performed, inSegment } = rules();

/** The purpose that people agree to before anything is concluded from what they do with their money. */
const PURPOSE = 'financial-profiling';

/**
 * A bank or a savings app. What people do with their money is stored only with their explicit consent, and nobody is sorted by
 * traits that must not decide about credit. Laws differ: have yours read by somebody who knows them.
 */
export const finance: Pack = {
  name: 'finance',
  signals: {
    'Account Opened': { weight: 0 },
    'Statement Viewed': { weight: 0 },
    'Application Started': { weight: 0 },
    'Application Submitted': { weight: 0 },
    'Goal Created': { weight: 0, purpose: PURPOSE },
    'Transfer Made': { weight: 0, purpose: PURPOSE },
    'Card Used': { weight: 0, purpose: PURPOSE },
    'Overdraft Used': { weight: 0, purpose: PURPOSE },
  },
  segments: {
    'half-applied': rule(
      all(performed('Application Started').within('7d'), not(performed('Application Submitted').within('7d'))),
    ),
    saver: rule(all(performed('Goal Created'), performed('Transfer Made').atLeast(2).within('60d'))),
    'goal-without-plan': rule(
      all(performed('Goal Created').within('30d'), not(performed('Transfer Made').within('30d'))),
    ),
    // To be left in peace, not to be sold a loan.
    strained: rule(performed('Overdraft Used').atLeast(3).within('60d')),
    'invest-ready': rule(all(inSegment('saver'), inSegment('income/income:upper'), not(inSegment('strained')))),
  },
  segmenters: {
    lifecycle: {
      stages: {
        awareness: { signals: ['Page Viewed', 'Screen Viewed', 'Signed Up'], withinDays: 90 },
        consideration: { signals: ['Application Started'], withinDays: 30 },
        decision: { signals: ['Application Submitted'], withinDays: 30 },
        retention: { signals: ['Account Opened', 'Statement Viewed'], withinDays: 180 },
      },
    },
    demographic: [
      {
        name: 'income',
        purpose: PURPOSE,
        dimensions: {
          income: {
            trait: 'yearlyIncome',
            bands: { lower: 0, middle: 20_000, upper: 50_000 },
            highest: 10_000_000,
            unit: 'EUR',
            sensitive: true,
          },
        },
      },
    ],
  },
  offers: {
    'finish-your-application': {
      segment: 'half-applied',
      picks: 0,
      texts: {
        en: {
          subject: 'Your application is kept for you',
          text: 'You can go on where you stopped, or leave it: it ends by itself.',
        },
        es: { subject: 'Guardamos tu solicitud', text: 'Puedes seguir donde lo dejaste, o dejarla: caduca sola.' },
      },
    },
    'a-plan-for-your-goal': {
      segment: 'goal-without-plan',
      purpose: PURPOSE,
      picks: 0,
      texts: {
        en: { subject: 'A small sum every month', text: 'This is what your goal takes, month by month.' },
        es: { subject: 'Un poco cada mes', text: 'Esto es lo que pide tu objetivo, mes a mes.' },
      },
    },
    'let-it-grow': {
      segment: 'invest-ready',
      purpose: PURPOSE,
      picks: 0,
      texts: {
        en: { subject: 'What your savings could do', text: 'Three ways, with their risks and their costs.' },
        es: { subject: 'Lo que tus ahorros podrían hacer', text: 'Tres caminos, con sus riesgos y sus costes.' },
      },
    },
  },
  guard: {
    purpose: PURPOSE,
    forbiddenTraits: [
      ...['gender', 'sex', 'race', 'ethnicity', 'ethnicOrigin', 'nationality', 'religion', 'politicalParty'],
      ...['maritalStatus', 'pregnant', 'disability', 'sexualOrientation', 'health', 'diagnosis', 'tradeUnion'],
    ],
  },
};
