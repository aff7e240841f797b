import { dispatcherSuite } from '@sintonia/testing';
import { samples, secret } from './mail-reports.fixture.js';
import { smtp } from './smtp.js';
import { testServer } from './smtp-server.fixture.js';

dispatcherSuite('email-smtp', {
  async start() {
    const server = await testServer();
    const bounces = { address: 'bounce@shop.example', secret };
    const plugin = smtp({ url: server.url, from: 'shop@shop.example', bounces });
    const stop = () => [plugin.close(), server.close()];
    const { behave, delivered } = server;
    return { dispatcher: plugin.dispatchers[0], behave, delivered, reports: samples, stop };
  },
  skip: {
    'a report with one bit of its body changed is refused':
      'Mail is not signed: whoever hands it in shows a secret instead.',
  },
});
