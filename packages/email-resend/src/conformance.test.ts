import { dispatcherSuite, type FeedbackSample } from '@sintonia/testing';
import { expect } from 'vitest';
import { fakeResend } from './resend-api.fixture.js';
import { reports } from './webhooks.fixture.js';

dispatcherSuite('email-resend', {
  async start() {
    const { dispatcher, behave, delivered, mistakes, close } = await fakeResend();
    const stop = () => {
      close();
      expect(mistakes, "requests by Resend's own description").toEqual([]);
    };
    return { dispatcher, behave, delivered, reports: reports as readonly FeedbackSample[], toleranceMs: 300_000, stop };
  },
});
