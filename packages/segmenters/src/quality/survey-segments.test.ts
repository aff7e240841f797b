import { type PersonReference, personOf } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { type SurveyedEngine, type SurveyOptions, surveySegments } from './survey-segments.js';

const traits: Readonly<Record<string, object>> = {
  ana: { email: 'ana@example.com', phone: '+34600000000' },
  ben: { email: 'ben@example.com' },
  cleo: { email: '' },
};

/** Everybody is in two segments; ben has not agreed to marketing. */
const engine = {
  segmentsOf: async (person: PersonReference) => ({
    person: personOf(person),
    memberships: [
      {
        segmenter: 'rfm',
        segment: 'loyal',
        confidence: 1,
        reasons: [
          { measure: 'recency', value: 3, band: '4 of 5' },
          { measure: 'note', value: 'x' },
        ],
      },
      { segmenter: 'lifecycle', segment: 'retention', confidence: 1, reasons: [] },
    ],
  }),
  profileOf: async ({ userId = '' }: PersonReference) => ({
    person: userId,
    anonymousIds: [],
    traits: traits[userId] ?? {},
    counts: userId === 'ana' ? { 'Order Completed': 2 } : {},
    revenue: 30,
    computed: {},
  }),
  privacy: {
    stateAt: async ({ userId }: PersonReference) => ({ marketing: { granted: userId !== 'ben', because: 'granted' } }),
  },
} as unknown as SurveyedEngine;

const people = ['ana', 'ben', 'cleo'].map((userId) => ({ userId }));

describe('a survey', () => {
  it('asks for segments, ways to reach somebody, and totals', async () => {
    const bands = { recency: '4 of 5' };
    expect(await surveySegments(engine, { people, segmenter: 'rfm' })).toEqual([
      { person: 'ana', segments: ['loyal'], channels: ['email', 'sms'], totals: { revenue: 30, orders: 2 }, bands },
      { person: 'ben', segments: ['loyal'], channels: [], totals: { revenue: 30, orders: 0 }, bands },
      { person: 'cleo', segments: ['loyal'], channels: [], totals: { revenue: 30, orders: 0 }, bands },
    ]);
  });

  it('names segments of several segmenters by both', async () => {
    const [ana] = await surveySegments(engine, { people });
    expect(ana?.segments).toEqual(['rfm/loyal', 'lifecycle/retention']);
  });

  it('takes other channels, purposes and totals, and a stream of people', async () => {
    async function* stream() {
      for (let index = 0; index < 120; index++) yield { userId: index === 119 ? 'ana' : `p${index}` };
    }
    const survey = await surveySegments(engine, {
      people: stream(),
      channels: { push: 'phone' },
      purpose: 'newsletter',
      totals: ({ revenue }) => ({ half: revenue / 2 }),
    });
    expect(survey).toHaveLength(120);
    expect(survey[119]).toMatchObject({ person: 'ana', channels: [], totals: { half: 15 } });
  });

  it('can be aborted', async () => {
    await expect(surveySegments(engine, { people, abort: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ code: 'SINTONIA_ABORTED' }),
    );
  });

  it.each<[string, object]>([
    ['segmenter', { segmenter: 3 }],
    ['channels', { channels: {} }],
    ['channels.email', { channels: { email: 3 } }],
    ['purpose', { purpose: '' }],
    ['names', { names: [] }],
  ])('refuses %s', async (field, options) => {
    await expect(surveySegments(engine, { people, ...options } as SurveyOptions)).rejects.toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
