import { type DeliveryEvent, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import {
  type DispatcherLaw,
  type DispatcherRig,
  dispatcherLaws,
  dispatcherSuite,
  type FeedbackSample,
} from './dispatcher-suite.js';
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

function rigOf(dispatcher: FakeDispatcher): DispatcherRig {
  return {
    dispatcher,
    behave: (behaviour) => dispatcher.behave(behaviour),
    delivered: () => dispatcher.messages.map(({ to, content }) => ({ to, ...content })),
    reports: samplesOf(dispatcher),
  };
}

dispatcherSuite('fakeDispatcher', { start: () => rigOf(fakeDispatcher()) });
dispatcherSuite('fakeDispatcher for text messages', { start: () => rigOf(fakeDispatcher({ channel: 'sms' })) });

dispatcherSuite('fakeDispatcher for several at once', { start: () => rigOf(fakeDispatcher({ batch: 10 })) });

describe('dispatcherSuite finds', () => {
  const message = {
    sendKey: 'key',
    channel: 'email',
    to: 'ana@example.com',
    campaign: 'weekly',
    purpose: 'marketing',
    locale: 'en',
    content: { subject: 'Hello', text: 'You bought a teapot.' },
  };

  /** Laws that a dispatcher with a planted bug breaks. */
  async function broken(plant: (good: FakeDispatcher) => Partial<FakeDispatcher>, batch = 1): Promise<string[]> {
    const found: string[] = [];
    const holds = async ({ law, check }: DispatcherLaw) => {
      const good = fakeDispatcher({ batch });
      await check(rigOf({ ...good, ...plant(good) }), message).catch(() => found.push(law));
    };
    // The fake provider does not sign the time.
    await Promise.all(dispatcherLaws.filter(({ needs }) => needs !== 'toleranceMs').map(holds));
    return found;
  }

  it('nothing in a good one', async () => {
    expect(await broken(() => ({}))).toEqual([]);
  });

  it('one that takes every address', async () => {
    const found = await broken((good) => ({
      dispatch: ({ to, ...rest }, context) =>
        good.dispatch({ ...rest, to: to.includes('@e') ? 'ana@example.com' : to }, context),
    }));
    expect(found).toContain('an e-mail address that is not exactly one plain address is refused, and not repeated');
  });

  it('one that sends again when the answer is lost', async () => {
    const found = await broken((good) => ({
      dispatch: (one, context) => good.dispatch(one, context).catch(() => good.dispatch(one, context)),
    }));
    expect(found).toContain('an answer that is lost leaves the message unknown, sent at most once');
  });

  it('one that says "accepted" before it was', async () => {
    const found = await broken((good) => ({
      dispatch: async (one, context) => {
        good.dispatch(one, context).catch(() => {});
        return {};
      },
    }));
    expect(found).toContain('a message that is refused is refused for good');
  });

  it('one that ignores the abort signal', async () => {
    const never = new AbortController().signal;
    const found = await broken((good) => ({
      dispatch: (one, context) =>
        Promise.race([
          good.dispatch(one, { ...context, abort: never }),
          new Promise<never>((_, reject) => setTimeout(reject, 3000)),
        ]),
    }));
    expect(found).toEqual([
      'aborted before it began, it hands nothing over',
      'aborted while the provider hangs, it stops at once and says that it does not know',
    ]);
  });

  it('one that fails all of several for one of them', async () => {
    const found = await broken(
      (good) => ({
        dispatchMany: async (several, context) => {
          for (const one of several) if (one.to.includes(',')) await good.dispatch(one, context);
          return good.dispatchMany?.(several, context) ?? [];
        },
      }),
      10,
    );
    expect(found).toEqual(['in one request, a bad recipient fails nobody else']);
  });

  it('one that says nothing about some of several', async () => {
    const found = await broken(
      (good) => ({
        dispatchMany: async (several, context) => ((await good.dispatchMany?.(several, context)) ?? []).slice(1),
      }),
      10,
    );
    expect(found).toHaveLength(5);
  });

  it('one that repeats the address in its errors', async () => {
    const found = await broken((good) => ({
      dispatch: (one, context) =>
        good.dispatch(one, context).catch((error: Error) => {
          error.message += ` (${one.to})`;
          throw error;
        }),
    }));
    expect(found).toContain('errors hold neither address nor content');
  });

  it.each<[string, (event: DeliveryEvent, at: number) => Partial<DeliveryEvent>, string]>([
    [
      'one that makes up ids',
      (_, at) => ({ id: `${Date.now()}-${at}` }),
      'a report is read without a clock, chance or the network, and not changed by it',
    ],
    [
      'one whose ids depend on the delivery',
      (_, at) => ({ id: `${at}` }),
      'different reports have different ids, and the same report always has the same',
    ],
    [
      'one that passes on more than it should',
      () => ({ raw: {} }) as never,
      'every report means what it should, and all of it is valid',
    ],
    [
      'one that gives an address as the cause',
      () => ({ because: 'no ana@example.com' }),
      'every report means what it should, and all of it is valid',
    ],
    [
      'one that has its own words',
      () => ({ kind: 'bounce' as never }),
      'every report means what it should, and all of it is valid',
    ],
  ])('%s', async (_name, change, law) => {
    const found = await broken((good) => ({
      parseFeedback: (request) =>
        good.parseFeedback(request).map((event) => ({ ...event, ...change(event, request.receivedAt) })),
    }));
    expect(found).toContain(law);
  });

  it('one that repeats the report in its errors, or crashes', async () => {
    const law = 'a report that is broken means something valid or is refused, field and all, without an address';
    const crashing = await broken(() => ({
      parseFeedback: ({ rawBody }) => JSON.parse(Buffer.from(rawBody).toString()).events,
    }));
    expect(crashing).toContain(law);
    const chatty = await broken((good) => ({
      parseFeedback: (request) => {
        try {
          return good.parseFeedback(request);
        } catch {
          throw new SintoniaError('INPUT_INVALID', `${request.rawBody}`, { field: 'body' });
        }
      },
    }));
    expect(chatty).toContain(law);
  });

  it('one that verifies anybody, or only looks at the beginning', async () => {
    expect(await broken(() => ({ verify: async () => undefined }))).toEqual([
      'a report with one bit of its body changed is refused',
      'a report without its headers, or with any bit of the signature changed, is refused',
    ]);
  });

  it('a skip without a reason, and a skip of no law', () => {
    const start = () => rigOf(fakeDispatcher());
    expect(() => dispatcherSuite('x', { start, skip: { [dispatcherLaws[0]?.law ?? '']: ' ' } })).toThrow('reason');
    expect(() => dispatcherSuite('x', { start, skip: { 'it sings': 'cannot' } })).toThrow('no law');
  });
});
