import { dispatcherSuite } from '@sintonia/testing';
import { expect } from 'vitest';
import { localSes } from './ses-api.fixture.js';
import { samples } from './ses-reports.fixture.js';
import { receivedAt } from './sns.fixture.js';
import { FRESH_SNS_MS } from './sns-topics.js';

dispatcherSuite('email-ses', {
  async start() {
    const { dispatcher, behave, delivered, mistakes, close } = await localSes();
    const stop = () => {
      close();
      expect(mistakes, 'signatures and requests').toEqual([]);
    };
    // Freshness counts from the signed moment, a little before the post arrived.
    const reports = samples.map((sample) => ({
      ...sample,
      request: { ...sample.request, receivedAt: receivedAt - 874 },
    }));
    return { dispatcher, behave, delivered, reports, toleranceMs: FRESH_SNS_MS, stop };
  },
  skip: {
    'a report with one bit of its body changed is refused':
      'White space around JSON is not signed; sns-topics.test.ts changes every bit of a body.',
    'a report without its headers, or with any bit of the signature changed, is refused':
      'The signature of SNS stands in the body; sns-topics.test.ts changes each of its bits.',
  },
});
