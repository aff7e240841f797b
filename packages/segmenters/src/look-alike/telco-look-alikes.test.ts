import { existsSync } from 'node:fs';
import { rules } from '@sintonia/rules';
import type { Profile } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import type { LookAlikeOptions } from './look-alike-options.js';
import { LookAlikeSegmenter } from './look-alike-segmenter.js';
import { telcoFile, telcoMeasures, telcoPeople } from './telco-people.fixture.js';

const { rule, trait } = rules();

const fit = (options: LookAlikeOptions, profiles: readonly Profile[]) =>
  new LookAlikeSegmenter(options).fit(fitContext({ profiles }));

describe('on telco-churn, look-alikes of who left', () => {
  const options: LookAlikeOptions = { seed: rule(trait('Churn').is('Yes')), measures: telcoMeasures, reach: 0.1 };

  it('are found among many far more often than by chance, with a sound confidence', async (context) => {
    if (!existsSync(telcoFile)) context.skip('The data set telco-churn is not on this machine.');
    const { details } = await fit(options, telcoPeople());
    expect(details?.learner).toBe('logistic');
    expect(details?.lift).toBeGreaterThan(2.1);
    expect(details?.auc).toBeGreaterThan(0.84);
    expect(details?.calibrationError).toBeLessThan(0.03);
  });

  it('are found among few, too', async (context) => {
    if (!existsSync(telcoFile)) context.skip('The data set telco-churn is not on this machine.');
    const measures = {
      tenure: { trait: 'tenure' },
      charges: { trait: 'MonthlyCharges' },
      contract: { category: 'Contract' },
    };
    const few = telcoPeople().filter((_, at) => at % 9 === 0);
    const { details } = await fit({ ...options, measures }, few);
    expect(details?.learner).toBe('nearest');
    expect(details?.lift).toBeGreaterThan(1.8);
    expect(details?.auc).toBeGreaterThan(0.75);
  });
});
