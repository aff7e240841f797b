import { setTimeout } from 'node:timers/promises';
import type { DeliveryEvent } from '@sintonia/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext, testMessage } from '../../../tools/servers/mail-message.js';
import { noPostfix, postfix } from './postfix.fixture.js';
import { type SmtpPlugin, smtp } from './smtp.js';
import { type TestServer, testServer } from './smtp-server.fixture.js';

const secret = 'a-secret-of-bounces';
const sendKey = '0123456789abcdef0123456789abcdef';

describe.skipIf(noPostfix)(`reports of a real Postfix${noPostfix === undefined ? '' : `: ${noPostfix}`}`, () => {
  let inbox: TestServer;
  let server: Awaited<ReturnType<typeof postfix>>;
  const plugins: SmtpPlugin[] = [];

  beforeAll(async () => {
    inbox = await testServer();
    server = await postfix(Number(new URL(inbox.url).port));
  }, 30_000);
  afterAll(async () => {
    for (const plugin of plugins) await plugin.close();
    await server?.close();
    await inbox?.close();
  });

  /** Sends to an address, and gives back what came of it and how the report came. */
  async function reported(to: string, verp: boolean) {
    inbox.taken.length = 0;
    const bounces = { address: 'bounce@bounces.example', secret, verp };
    const plugin = smtp({ url: server.url, from: 'shop@shop.example', bounces });
    plugins.push(plugin);
    const [dispatcher] = plugin.dispatchers;
    const receipt = await dispatcher.dispatch(testMessage({ to, sendKey }), testContext());
    for (let wait = 0; wait < 200 && inbox.taken.length === 0; wait++) await setTimeout(50);
    const [mail] = inbox.taken;
    const rawBody = mail?.raw ?? Buffer.alloc(0);
    const headers = { authorization: `Bearer ${secret}` };
    const request = { method: 'POST', url: '/', headers, rawBody, receivedAt: Date.now() };
    await dispatcher.verify?.(request);
    const events: readonly DeliveryEvent[] = dispatcher.parseFeedback?.(request) ?? [];
    return { receipt, events, raw: rawBody.toString(), to: mail?.to[0] };
  }

  it.each([
    ['nobody@known.example', 'hardBounce', '5.1.1', true],
    ['ana@nowhere.example', 'hardBounce', '5.4.4', true],
    ['ana@slow.example', 'softBounce', '4.4.1', false],
  ])(
    'a mail to %s is a %s',
    async (to, kind, because, verp) => {
      const { receipt, events, raw, to: path } = await reported(to, verp);
      expect(events).toMatchObject([{ kind, because, sendKey, providerId: receipt.providerId }]);
      expect(raw).toMatch(new RegExp(`^Original-Envelope-Id: [a-z2-7]{52}\\.${sendKey}\r$`, 'm'));
      expect(path).toMatch(verp ? /^bounce\+[a-z2-7]{52}@bounces\.example$/ : /^bounce@/);
      expect(JSON.stringify(events)).not.toContain(to);
    },
    30_000,
  );
});
