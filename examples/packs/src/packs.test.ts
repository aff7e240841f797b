import { createEngine } from '@sintonia/core';
import { parseRules, rules } from '@sintonia/rules';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { eCommerce, finance, health, media, type Pack, packOptions, saas } from './index.js';

const packs = [eCommerce, saas, media, finance, health].map((pack) => [pack.name, pack] as const);
const { rule, trait, not, inSegment } = rules();

describe.each(packs)('the pack %s', (_, pack) => {
  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(pack))).toEqual(pack);
  });

  it('loads into an engine', async () => {
    const { options } = inMemory();
    const engine = await createEngine({ ...packOptions(pack), ...options, plugins: packOptions(pack).plugins });
    expect(await engine.diagnose()).toBeDefined();
    await engine.close();
  });

  it('has rules that parse, from text as well', () => {
    expect(parseRules(JSON.parse(JSON.stringify(pack.segments)))).toEqual(pack.segments);
  });

  it('has an offer only for segments that there are, in two languages', () => {
    for (const { segment, texts } of Object.values(pack.offers)) {
      expect(Object.keys(pack.segments)).toContain(segment);
      expect(texts.en).not.toEqual(texts.es);
    }
  });
});

describe('the guard', () => {
  const refuses = (pack: Pack, field: string) =>
    expect(() => packOptions(pack)).toThrow(expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }));

  it.each(['gender', 'marital_status', 'MaritalStatus', 'religion', 'sexualOrientation'])(
    'refuses a rule that looks at %s',
    (name) => {
      const segments = { ...finance.segments, chosen: rule(not(trait(name).is('x'))) };
      refuses({ ...finance, segments }, 'segments.chosen');
    },
  );

  it('refuses a sensitive trait in a rule of any pack', () => {
    refuses({ ...media, segments: { ill: rule(trait('healthCondition').exists()) } }, 'segments.ill');
  });

  it('refuses a forbidden trait in a dimension, even with a purpose', () => {
    const demographic = [
      { name: 'x', purpose: 'health', dimensions: { x: { trait: 'diagnosis', groups: { a: ['b'] } } } },
    ];
    refuses({ ...health, segmenters: { demographic } }, 'segmenters.demographic[0].dimensions.x');
  });

  it('refuses a sensitive dimension under another purpose', () => {
    const [income] = finance.segmenters.demographic ?? [];
    const demographic = [{ ...income, purpose: 'marketing' }];
    refuses({ ...finance, segmenters: { demographic } }, 'segmenters.demographic[0].dimensions.income');
  });

  it('refuses an offer that stands on sensitive signals and does not ask for their purpose', () => {
    const offer = {
      segment: 'saver',
      picks: 0,
      texts: { en: { subject: 'a', text: 'b' }, es: { subject: 'c', text: 'd' } },
    };
    refuses({ ...finance, offers: { sold: offer } }, 'offers.sold');
    const segments = { ...finance.segments, hidden: rule(inSegment('income/income:upper')) };
    refuses({ ...finance, segments, offers: { sold: { ...offer, segment: 'hidden' } } }, 'offers.sold');
    expect(() =>
      packOptions({ ...finance, offers: { sold: { ...offer, purpose: 'financial-profiling' } } }),
    ).not.toThrow();
  });

  it('lets the packs as they are pass', () => {
    for (const [, pack] of packs) expect(() => packOptions(pack)).not.toThrow();
  });
});
