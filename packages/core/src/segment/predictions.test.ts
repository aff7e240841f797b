import type { FitReport, Plugin, Prediction, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const alive: Prediction = { name: 'probabilityAlive', outcome: 'predicted', value: 0.7, unit: 'probability' };
const value: Prediction = { name: 'lifetimeValue', outcome: 'insufficientData', lacks: '30 repeat buyers' };

function predictor(name: string, part: Partial<Segmenter>, more: Partial<Plugin> = {}): Plugin {
  const segmenter: Segmenter = { name, specVersion: 1, segments: ['any'], assign: () => [], ...part };
  return { name, specVersion: 1, segmenters: [segmenter], ...more };
}

describe('predictionsOf', () => {
  it('tells who says so, from profile and history, and asks only who predicts', async () => {
    const asked: SegmenterRequest[] = [];
    const predict = (request: SegmenterRequest) => {
      asked.push(request);
      return [alive, value];
    };
    const { engine } = await testEngine({ plugins: [predictor('value', { predict }), predictor('silent', {})] });
    await engine.collect({ ...ana, type: 'Order Completed', itemId: 'mug' });
    expect(await engine.predictionsOf(ana)).toEqual({
      person: 'ana',
      predictions: [
        { segmenter: 'value', ...alive },
        { segmenter: 'value', ...value },
      ],
    });
    expect(asked).toMatchObject([{ profile: { counts: { 'Order Completed': 1 } }, history: { signals: [{}] } }]);
  });

  it('goes on without one that throws', async () => {
    const broken = predictor('broken', {
      predict() {
        throw new Error('bug');
      },
    });
    const { engine, errors } = await testEngine({ plugins: [broken, predictor('value', { predict: () => [alive] })] });
    expect((await engine.predictionsOf(ana)).predictions).toMatchObject([{ segmenter: 'value' }]);
    expect(errors).toMatchObject([{ where: 'segmenter broken' }]);
  });

  it('asks nobody about who does not agree', async () => {
    const predict = () => [alive];
    const strict = predictor('strict', { predict }, { purposes: ['research'] });
    const { engine } = await testEngine({ plugins: [strict, predictor('value', { predict })] });
    const segmenters = async () => (await engine.predictionsOf(ana)).predictions.map(({ segmenter }) => segmenter);
    expect(await segmenters()).toEqual(['value']);
    await engine.privacy.grant({ ...ana, purposes: ['research'] });
    expect(await segmenters()).toEqual(['strict', 'value']);
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect(await segmenters()).toEqual([]);
  });

  it('refuses a plugin whose predict is no function', async () => {
    const plugins = [predictor('odd', { predict: 7 as never })];
    await expect(testEngine({ plugins })).rejects.toMatchObject({ code: 'SINTONIA_PLUGIN_INVALID' });
  });
});

it('a fit that found drift says so, one that found none does not', async () => {
  const drift = { kind: 'purchases', of: 'orders', value: 1.6, threshold: 1.5, level: 'major' } as const;
  const reports: FitReport[] = [[], [drift]].map((found) => ({
    ...{ people: 1, items: 0, interactions: 1, outcome: 'fitted' },
    drift: found,
  }));
  const fit = async () => reports.shift() as FitReport;
  const { engine } = await testEngine({ plugins: [predictor('value', { fit })] });
  const heard: unknown[] = [];
  engine.on('drift', (event) => void heard.push(event));
  await engine.fit();
  expect(heard).toEqual([]);
  await engine.fit();
  expect(heard).toEqual([{ model: 'value', drift: [drift] }]);
});
