import { rules } from '@sintonia/rules';
import type { Pack } from './pack.js';

const { rule, all, not, performed, inSegment, age } = rules();

/** The purpose that people agree to before anything about their health is kept. */
const PURPOSE = 'health';

/**
 * A clinic or a health app. Everything that tells of somebody's health is stored only with their explicit consent, and messages
 * that stand on it ask again. Diagnoses and the like are looked at by nobody: a programme that people joined is enough.
 */
export const health: Pack = {
  name: 'health',
  signals: {
    'Appointment Booked': { weight: 0, purpose: PURPOSE },
    'Appointment Missed': { weight: 0, purpose: PURPOSE },
    'Programme Joined': { weight: 0, purpose: PURPOSE },
    'Lesson Completed': { weight: 1, halfLifeDays: 180, consumes: true, purpose: PURPOSE },
    'Measurement Logged': { weight: 0, purpose: PURPOSE },
  },
  segments: {
    newcomer: rule(age('firstSeen').atMost('14d')),
    'missed-appointment': rule(
      all(performed('Appointment Missed').within('30d'), not(performed('Appointment Booked').within('7d'))),
    ),
    'keeps-going': rule(performed('Measurement Logged').atLeast(5).within('7d')),
    paused: rule(
      all(performed('Measurement Logged').atLeast(5).within('60d'), not(performed('Measurement Logged').within('10d'))),
    ),
    'first-steps-diabetes': rule(
      all(inSegment('programme/programme:diabetes'), not(performed('Lesson Completed').atLeast(3))),
    ),
  },
  segmenters: {
    demographic: [
      {
        name: 'programme',
        purpose: PURPOSE,
        dimensions: {
          programme: {
            trait: 'healthProgramme',
            groups: { diabetes: ['diabetes'], heart: ['heart', 'blood pressure'], sleep: ['sleep'] },
          },
        },
      },
    ],
  },
  offers: {
    'book-again': {
      segment: 'missed-appointment',
      purpose: PURPOSE,
      picks: 0,
      texts: {
        // Nothing of it in the subject: others read over the shoulder.
        en: { subject: 'A message for you', text: 'You can book another time whenever it suits you.' },
        es: { subject: 'Un mensaje para ti', text: 'Puedes reservar otra hora cuando te venga bien.' },
      },
    },
    'begin-again': {
      segment: 'paused',
      purpose: PURPOSE,
      picks: 1,
      texts: {
        en: { subject: 'A message for you', text: 'A pause is a pause. One small step for today:' },
        es: { subject: 'Un mensaje para ti', text: 'Una pausa es una pausa. Un pequeño paso para hoy:' },
      },
    },
  },
  guard: {
    purpose: PURPOSE,
    forbiddenTraits: [
      ...['diagnosis', 'medication', 'hivStatus', 'geneticRisk', 'pregnant', 'disability', 'addiction'],
      ...['sexualOrientation', 'ethnicity', 'race', 'religion', 'gender'],
    ],
  },
};
