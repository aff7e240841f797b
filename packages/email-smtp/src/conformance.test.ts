import { dispatcherSuite } from '@sintonia/testing';
import { smtp } from './smtp.js';
import { testServer } from './smtp-server.fixture.js';

dispatcherSuite('email-smtp', {
  async start() {
    const server = await testServer();
    const plugin = smtp({ url: server.url });
    const stop = () => [plugin.close(), server.close()];
    return { dispatcher: plugin.dispatchers[0], behave: server.behave, delivered: server.delivered, stop };
  },
});
