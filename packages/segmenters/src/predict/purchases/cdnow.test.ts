import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { bgNbd } from './bg-nbd.js';
import { cdnowFiles, cdnowHistories, cdnowSpendings } from './cdnow.fixture.js';
import { fitGammaGamma } from './fit-gamma-gamma.js';
import { fitPurchaseModel } from './fit-purchase-model.js';
import { paretoNbd } from './pareto-nbd.js';
import type { PurchaseModel } from './purchase-model.js';

const isAbsent = cdnowFiles.some((file) => !existsSync(file));

describe('on CDNOW, the published figures', () => {
  beforeEach(({ skip }) => {
    if (isAbsent) skip('The data set cdnow is not on this machine.');
  });

  it.each<[string, PurchaseModel, readonly number[], number]>([
    // Fader, Hardie & Lee 2005, table 2.
    ['BG/NBD', bgNbd, [0.2426, 4.4135, 0.7929, 2.4258], -9582.43],
    ['Pareto/NBD', paretoNbd, [0.5533, 10.578, 0.606, 11.656], -9594.98],
  ])('of %s', async (_, model, parameters, logLikelihood) => {
    const found = await fitted(model);
    for (const [index, published] of parameters.entries()) {
      expect((found.parameters[index] as number).toPrecision(3)).toBe(published.toPrecision(3));
    }
    expect(found.logLikelihood).toBeGreaterThanOrEqual(logLikelihood - 0.005);
    expect(found.logLikelihood).toBeCloseTo(logLikelihood, 1);
  });

  it('of one buyer in the next 39 weeks', async () => {
    const { parameters } = await fitted(bgNbd);
    const one = { frequency: 2, recency: 30.43, age: 38.86 };
    expect(bgNbd.expectedPurchases(parameters, one, 39)).toBeCloseTo(1.226, 3);
  });

  it('of gamma-gamma, on the 946 who came back', async () => {
    const spendings = cdnowSpendings();
    expect(spendings).toHaveLength(946);
    const found = await fitGammaGamma(spendings);
    if (typeof found === 'string') throw new Error(found);
    expect(found.parameters.map((each) => each.toPrecision(3))).toEqual(['6.25', '3.74', '15.4']);
  });

  async function fitted(model: PurchaseModel) {
    const found = await fitPurchaseModel(model, cdnowHistories());
    if (typeof found === 'string') throw new Error(found);
    return found;
  }
});
