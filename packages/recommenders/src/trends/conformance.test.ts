import type { FitContext, FitReport } from '@sintonia/spec';
import { recommenderSuite } from '@sintonia/testing';
import { chatter, NOW, say } from './chatter.fixture.js';
import { TrendsRecommender } from './trends-recommender.js';

const signals = [
  ...chatter(),
  ...['item-1', 'item-7', 'item-30'].flatMap((itemId) => say('eclipse', 12, 0.5, itemId, itemId)),
  ...['item-2', 'item-7', 'item-45'].flatMap((itemId) => say('comet', 12, 1.5, itemId, itemId)),
];

/** In the suite's shop nothing rises: with texts beside it, there is something to list. */
class Eventful extends TrendsRecommender {
  override fit(context: FitContext): Promise<FitReport> {
    const late = context.now - NOW;
    return super.fit({
      ...context,
      async *signals(query) {
        yield* context.signals(query);
        yield signals.map((signal) => ({ ...signal, timestamp: signal.timestamp + late }));
      },
    });
  }
}

recommenderSuite('trends', { create: () => new TrendsRecommender() });
recommenderSuite('trends in eventful times', { create: () => new Eventful() });
recommenderSuite('trends by group', {
  create: () => new Eventful({ segmentOf: ({ person }) => person }),
  skip: {
    'on a checkerboard, every person gets items of the own colour': 'What rises is no taste.',
    'somebody who was not there when it learnt gets items of the own colour, by history alone':
      'What rises is no taste.',
  },
});
