import { publicFetch } from '@sintonia/adapter-kit';
import { dispatcherSuite } from '@sintonia/testing';
import { receiver, secret } from './receiver.fixture.js';
import { webhook } from './webhook.js';

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
      return { dispatcher, behave, delivered, stop: close };
    },
  });
}
