import type { DeliveryEvent, DeliveryEventKind, EngineEvents } from '@sintonia/spec';
import type { EngineOptions } from '../engine-options.js';
import { hello, reachable, testEngine } from '../test-engine.fixture.js';

export const secret = 'a secret of at least thirty-two characters';
export const ana = { userId: 'ana' };

/** An engine whose campaigns have topics and a way out, and `ana`, who can be written to. */
export async function postOffice(options: Omit<EngineOptions, 'plugins'> = {}) {
  const all = await testEngine({
    campaigns: {
      hello,
      news: { ...hello, topic: 'news' },
      offers: { ...hello, topic: 'offers', locales: ['en', 'es'] },
      receipt: { ...hello, purpose: 'service' },
    },
    frequencyCap: { messages: 1_000, days: 7 },
    unsubscribe: { url: 'https://shop.example/unsubscribe', secret },
    ...options,
  });
  const { engine, mailbox, testClock } = all;
  await reachable(engine, 'ana');
  const told: EngineEvents['feedback'][] = [];
  engine.on('feedback', (event) => void told.push(event));
  let occasion = 0;
  let id = 0;

  /** Sends one of the campaigns. Resolves to its key. */
  async function sent(campaign = 'hello', userId = 'ana'): Promise<string> {
    const { sendKey } = await engine.send({ userId, campaign, occasion: `occasion ${occasion++}` });
    await engine.tick();
    return sendKey;
  }

  function event(kind: DeliveryEventKind, more: Partial<DeliveryEvent> = {}): DeliveryEvent {
    return { id: `event ${id++}`, kind, at: testClock.now(), ...more };
  }

  const report = (...events: DeliveryEvent[]) => engine.receive('fake', mailbox.report(events, testClock.now()));
  const tokenOf = (at = -1) => new URL(mailbox.messages.at(at)?.unsubscribe?.url ?? '').searchParams.get('token') ?? '';
  return { ...all, told, sent, event, report, tokenOf };
}
