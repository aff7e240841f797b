import { dispatcherSuite, type FeedbackSample } from '@sintonia/testing';
import { fakePostmark } from './postmark-api.fixture.js';
import { reports } from './webhooks.fixture.js';

dispatcherSuite('email-postmark', {
  async start() {
    const { dispatcher, behave, delivered, close } = await fakePostmark();
    return { dispatcher, behave, delivered, reports: reports as readonly FeedbackSample[], stop: close };
  },
  skip: {
    'a report with one bit of its body changed is refused':
      'Postmark does not sign: a login or a header of its own is all there is.',
  },
});
