import { describe, expect, it, vi } from 'vitest';
import { testContext, testMessage } from '../../../tools/servers/mail-message.js';
import { smtp } from './smtp.js';
import type { SmtpOptions } from './smtp-options.js';
import type { Reply } from './smtp-server.fixture.js';
import type { Cut, Moment } from './tap.fixture.js';
import { codeOf, withServer } from './with-server.fixture.js';

/** Short where the test waits for it, and long enough for a busy machine where it does not. */
const timeoutFor = (how: Cut['how']) => (how === 'hang' ? 800 : 10_000);

const moments: [Moment, code: string, taken: number][] = [
  ['connect', 'DELIVERY_TRANSIENT', 0],
  ['greeting', 'DELIVERY_TRANSIENT', 0],
  ['EHLO', 'DELIVERY_TRANSIENT', 0],
  ['MAIL', 'DELIVERY_TRANSIENT', 0],
  ['RCPT', 'DELIVERY_TRANSIENT', 0],
  ['DATA', 'DELIVERY_TRANSIENT', 0],
  ['mid-content', 'DELIVERY_UNKNOWN', 0],
  ['before-answer', 'DELIVERY_UNKNOWN', 1],
  ['after-answer', 'accepted', 1],
];

describe.concurrent.each([{ pipelining: true }, { pipelining: false }])(
  'a line that is cut, pipelining $pipelining',
  ({ pipelining }) => {
    describe.concurrent.each(['drop', 'reset', 'hang'] as Cut['how'][])('by %s', (how) => {
      it.each(moments)('at %s: %s', { timeout: 20_000 }, (at, code, taken) =>
        withServer({ pipelining, timeoutMs: timeoutFor(how) }, async (dispatcher, server) => {
          server.cut = { at, how };
          expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe(code);
          await vi.waitFor(() => expect(server.taken).toHaveLength(taken));
        }),
      );

      it.each(moments.slice(3))('at %s, of a connection in use: %s', { timeout: 20_000 }, (at, code, taken) =>
        withServer({ pipelining, timeoutMs: timeoutFor(how) }, async (dispatcher, server) => {
          await dispatcher.dispatch(testMessage({ sendKey: 'first' }), testContext());
          server.cut = { at, how };
          expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe(code);
          await vi.waitFor(() => expect(server.taken).toHaveLength(1 + taken));
        }),
      );
    });
  },
);

const replies: [Reply['at'], number, code: string][] = [
  ['greeting', 421, 'DELIVERY_TRANSIENT'],
  ['greeting', 554, 'DELIVERY_TRANSIENT'],
  ['mail', 421, 'DELIVERY_TRANSIENT'],
  ['mail', 451, 'DELIVERY_TRANSIENT'],
  ['mail', 530, 'DELIVERY_UNAUTHORISED'],
  ['mail', 553, 'DELIVERY_REJECTED'],
  ['rcpt', 421, 'DELIVERY_TRANSIENT'],
  ['rcpt', 450, 'DELIVERY_TRANSIENT'],
  ['rcpt', 451, 'DELIVERY_TRANSIENT'],
  ['rcpt', 503, 'DELIVERY_TRANSIENT'],
  ['rcpt', 550, 'DELIVERY_REJECTED'],
  ['rcpt', 552, 'DELIVERY_REJECTED'],
  ['data', 421, 'DELIVERY_TRANSIENT'],
  ['data', 451, 'DELIVERY_TRANSIENT'],
  ['data', 452, 'DELIVERY_TRANSIENT'],
  ['data', 552, 'DELIVERY_REJECTED'],
  ['data', 554, 'DELIVERY_REJECTED'],
];

describe.concurrent.each([{ pipelining: true }, { pipelining: false }])(
  'a refusal, pipelining $pipelining',
  ({ pipelining }) => {
    it.each(replies)('at %s with %i: %s, and the next message passes', (at, code, expected) =>
      withServer({ pipelining }, async (dispatcher, server) => {
        server.replies.push({ at, code, text: `5.1.1 <ana@example.com> no` });
        const error = await dispatcher.dispatch(testMessage(), testContext()).catch((reason) => reason);
        expect(error).toMatchObject({ code: `SINTONIA_${expected}`, details: { reply: code } });
        expect(JSON.stringify([error.message, error.details, error.cause])).not.toContain('ana@');
        expect(server.taken).toHaveLength(0);
        expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe('accepted');
        expect(server.taken).toHaveLength(1);
      }),
    );
  },
);

describe.concurrent('a connection that went stale', () => {
  it.each(['MAIL', 'RCPT', 'DATA'] as const)('at %s is replaced, and the message sent once', (at) =>
    withServer({}, async (dispatcher, server) => {
      await dispatcher.dispatch(testMessage({ sendKey: 'first' }), testContext());
      server.cut = { at, how: 'reset', once: true };
      expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe('accepted');
      expect(server.taken).toHaveLength(2);
    }),
  );
});

describe.concurrent('credentials', () => {
  it('are used', () =>
    withServer({ password: 'p@ss/word', user: 'shop:p%40ss%2Fword' }, async (dispatcher) => {
      expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe('accepted');
    }));

  it('that are wrong make DELIVERY_UNAUTHORISED', () =>
    withServer({ password: 'right-one', user: 'shop:wrong-one' }, async (dispatcher) => {
      const error = await dispatcher.dispatch(testMessage(), testContext()).catch((reason) => reason);
      expect(error.code).toBe('SINTONIA_DELIVERY_UNAUTHORISED');
      expect(JSON.stringify([error.message, error.details, error.stack])).not.toContain('wrong-one');
    }));

  it('that cannot be checked now make DELIVERY_TRANSIENT', () =>
    withServer({ password: 'right-one', user: 'shop:right-one' }, async (dispatcher, server) => {
      server.replies.push({ at: 'auth', code: 454 });
      expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe('DELIVERY_TRANSIENT');
    }));

  it('that are missing make DELIVERY_UNAUTHORISED', () =>
    withServer({ password: 'right-one' }, async (dispatcher) => {
      expect(await codeOf(dispatcher.dispatch(testMessage(), testContext()))).toBe('DELIVERY_UNAUTHORISED');
    }));
});

describe.concurrent('a server that cannot be used', () => {
  async function attempt(options: SmtpOptions): Promise<string> {
    const plugin = smtp({ timeoutMs: 2000, ...options });
    const code = await codeOf(plugin.dispatchers[0].dispatch(testMessage(), testContext()));
    plugin.close();
    return code;
  }

  it.each(['smtp://127.0.0.1:1', 'smtp://nowhere.invalid:2525'])('%s: DELIVERY_TRANSIENT', async (url) => {
    expect(await attempt({ url })).toBe('DELIVERY_TRANSIENT');
  });

  it('because it speaks no TLS where TLS is required: DELIVERY_TRANSIENT', () =>
    withServer({}, async (_dispatcher, server) => {
      expect(await attempt({ url: server.url, tls: 'required' })).toBe('DELIVERY_TRANSIENT');
      expect(await attempt({ url: server.url.replace('smtp:', 'smtps:') })).toBe('DELIVERY_TRANSIENT');
      expect(server.taken).toHaveLength(0);
    }));
});

describe.concurrent('the abort signal', () => {
  it.each([
    ['MAIL', 'DELIVERY_TRANSIENT'],
    ['DATA', 'DELIVERY_TRANSIENT'],
    ['before-answer', 'DELIVERY_UNKNOWN'],
  ] as [Moment, string][])('while waiting at %s: %s, at once', (at, code) =>
    withServer({ timeoutMs: 60_000 }, async (dispatcher, server) => {
      const abort = new AbortController();
      server.cut = { at, how: 'hang', told: () => abort.abort() };
      expect(await codeOf(dispatcher.dispatch(testMessage(), testContext(abort.signal)))).toBe(code);
    }),
  );

  it('that has fired already: DELIVERY_TRANSIENT, and nobody is called', () =>
    withServer({}, async (dispatcher, server) => {
      const context = testContext(AbortSignal.abort());
      expect(await codeOf(dispatcher.dispatch(testMessage(), context))).toBe('DELIVERY_TRANSIENT');
      expect(server.connections.total).toBe(0);
    }));

  it('that fires while the message waits for a connection: DELIVERY_TRANSIENT', () =>
    withServer({ timeoutMs: 60_000, connections: 1 }, async (dispatcher, server) => {
      const [ofFirst, ofSecond] = [new AbortController(), new AbortController()];
      server.cut = { at: 'before-answer', how: 'hang', told: () => ofSecond.abort() };
      const first = codeOf(dispatcher.dispatch(testMessage(), testContext(ofFirst.signal)));
      const second = codeOf(dispatcher.dispatch(testMessage({ sendKey: '2' }), testContext(ofSecond.signal)));
      expect(await second).toBe('DELIVERY_TRANSIENT');
      ofFirst.abort();
      expect(await first).toBe('DELIVERY_UNKNOWN');
      await vi.waitFor(() => expect(server.taken).toHaveLength(1));
    }));
});
