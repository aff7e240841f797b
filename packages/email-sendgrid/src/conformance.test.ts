import { dispatcherSuite, type FeedbackSample } from '@sintonia/testing';
import { expect } from 'vitest';
import { fakeSendgrid } from './sendgrid-api.fixture.js';
import { reports } from './webhooks.fixture.js';

dispatcherSuite('email-sendgrid', {
  async start() {
    const { dispatcher, behave, delivered, mistakes, close } = await fakeSendgrid();
    const stop = () => {
      close();
      expect(mistakes, "requests by SendGrid's own description").toEqual([]);
    };
    return { dispatcher, behave, delivered, reports: reports as readonly FeedbackSample[], toleranceMs: 300_000, stop };
  },
});
