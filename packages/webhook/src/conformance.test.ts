import { FRESH_MS, publicFetch, signStandardWebhook } from '@sintonia/adapter-kit';
import type { DeliveryEvent } from '@sintonia/spec';
import { dispatcherSuite, type FeedbackSample } from '@sintonia/testing';
import { receiver, secret } from './receiver.fixture.js';
import { webhook } from './webhook.js';

const receivedAt = Date.UTC(2026, 10, 22, 8);

const events: readonly DeliveryEvent[] = [
  { id: 'e-1', kind: 'delivered', at: receivedAt - 5000, sendKey: 'key-1' },
  { id: 'e-2', kind: 'hardBounce', at: receivedAt - 4000, to: 'ana@example.com', because: '5.1.1' },
  { id: 'e-3', kind: 'open', at: receivedAt - 3000, providerId: 'msg-1', by: 'human' },
  { id: 'e-4', kind: 'click', at: receivedAt - 2000, sendKey: 'key-1', by: 'machine', url: 'https://shop.example/' },
];

/** What the receiver reports: one request of several events, and one of one. */
const reports = [events.slice(0, 3), events.slice(3)].map((some, index): FeedbackSample => {
  const body = JSON.stringify({ events: some });
  const headers = signStandardWebhook(body, { id: `report-${index}`, timestamp: receivedAt, secret });
  return {
    name: some.map(({ kind }) => kind).join(),
    request: {
      method: 'POST',
      url: 'https://shop.example/webhooks/webhook',
      headers,
      rawBody: Buffer.from(body),
      receivedAt,
    },
    means: some,
  };
});

for (const channel of ['sms', 'email']) {
  dispatcherSuite(`webhook for ${channel}`, {
    async start() {
      const { url, place, resolve, behave, taken, close } = await receiver();
      const [dispatcher] = webhook({
        url,
        secret,
        channel,
        fetch: publicFetch({ trusted: [place], resolve }),
      }).dispatchers;
      const delivered = () => taken.map(({ message: { to, content } }) => ({ to, ...content }));
      return { dispatcher, behave, delivered, reports, toleranceMs: FRESH_MS, stop: close };
    },
  });
}
