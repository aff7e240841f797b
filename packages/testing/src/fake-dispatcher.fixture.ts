import type { DeliveryEvent, Message } from '@sintonia/spec';
import { type DispatcherLaw, type DispatcherRig, dispatcherLaws, type FeedbackSample } from './dispatcher-suite.js';
import { type FakeDispatcher, fakeDispatcher } from './fake-dispatcher.js';

const bounce: DeliveryEvent = {
  id: '1',
  kind: 'hardBounce',
  at: Date.UTC(2026, 0),
  sendKey: 'key',
  to: 'ana@example.com',
  because: '5.1.1',
};
const click: DeliveryEvent = {
  id: '2',
  kind: 'click',
  at: 7,
  providerId: 'fake-1',
  by: 'human',
  url: 'https://x.example',
};

function samplesOf(dispatcher: FakeDispatcher): FeedbackSample[] {
  return [
    { name: 'two', request: dispatcher.report([bounce, click]), means: [bounce, click] },
    { name: 'none', request: dispatcher.report([]), means: [] },
  ];
}

/** A fake dispatcher, and its own mailbox behind it. */
export function rigOf(dispatcher: FakeDispatcher): DispatcherRig {
  return {
    dispatcher,
    behave: (behaviour) => dispatcher.behave(behaviour),
    delivered: () => dispatcher.messages.map(({ to, content }) => ({ to, ...content })),
    reports: samplesOf(dispatcher),
  };
}

const message: Message = {
  sendKey: 'key',
  channel: 'email',
  to: 'ana@example.com',
  campaign: 'weekly',
  purpose: 'marketing',
  locale: 'en',
  content: { subject: 'Hello', text: 'You bought a teapot.' },
};

/** Laws that a dispatcher with a planted bug breaks. */
export async function broken(plant: (good: FakeDispatcher) => Partial<FakeDispatcher>, batch = 1): Promise<string[]> {
  const found: string[] = [];
  const holds = async ({ law, check }: DispatcherLaw) => {
    const good = fakeDispatcher({ batch });
    await check(rigOf({ ...good, ...plant(good) }), message).catch(() => found.push(law));
  };
  // The fake provider does not sign the time.
  await Promise.all(dispatcherLaws.filter(({ needs }) => needs !== 'toleranceMs').map(holds));
  return found;
}
