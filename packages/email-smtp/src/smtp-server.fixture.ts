import type { AddressInfo } from 'node:net';
import type { Delivered, ProviderBehaviour } from '@sintonia/testing';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';
import { type Cut, type Tap, tap } from './tap.fixture.js';

/** What the server took, as it came. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** A reply other than the usual one, at a step of the conversation. */
export interface Reply {
  readonly at: 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data';
  readonly code: number;
  readonly text?: string;
}

/** A real SMTP server on loopback, behind a {@link tap} that can cut its line at any moment. */
export interface TestServer {
  readonly url: string;
  readonly taken: TakenMail[];
  /** The most connections that were open at once, and how many there were in all. */
  readonly connections: { most: number; total: number };
  /** What to answer next, one reply a message. */
  readonly replies: Reply[];
  /** What to answer for good, behind `replies`. */
  always: Reply | undefined;
  cut: Cut | undefined;
  /** For `dispatcherSuite`. */
  behave(behaviour: ProviderBehaviour): void;
  delivered(): Promise<Delivered[]>;
  close(): Promise<void>;
}

const behaviours: Record<ProviderBehaviour, Reply | Cut | undefined> = {
  accept: undefined,
  busy: { at: 'rcpt', code: 451 },
  refuse: { at: 'data', code: 554, text: 'not for ana.oneill+shop@example.com' },
  unauthorised: { at: 'mail', code: 530 },
  unreachable: { at: 'connect', how: 'reset' },
  lose: { at: 'before-answer', how: 'reset' },
  hang: { at: 'before-answer', how: 'hang' },
};

export async function testServer(options: { pipelining?: boolean; password?: string } = {}): Promise<TestServer> {
  const { pipelining = true, password } = options;
  const taken: TakenMail[] = [];
  const replies: Reply[] = [];
  const state: { always: Reply | undefined } = { always: undefined };

  function refusal(at: Reply['at']): Error | null {
    const reply = replies[0] ?? state.always;
    if (reply?.at !== at) return null;
    replies.shift();
    return Object.assign(new Error(reply.text ?? 'as the test wants it'), { responseCode: reply.code });
  }

  const server = new SMTPServer({
    hidePIPELINING: !pipelining,
    hideSTARTTLS: true,
    disabledCommands: password === undefined ? ['AUTH'] : [],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    onConnect: (_session, done) => done(refusal('greeting')),
    onAuth(auth, _session, done) {
      const error = refusal('auth');
      if (error) return done(error);
      return auth.password === password ? done(null, { user: auth.username ?? '' }) : done(new Error('wrong password'));
    },
    onMailFrom: (_address, _session, done) => done(refusal('mail')),
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A line that breaks in the middle: what came so far is not a message.
      stream.on('error', () => {});
      stream.on('end', () => {
        const error = refusal('data');
        if (error) return done(error);
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        taken.push({ from: (mailFrom as SMTPServerAddress).address, to, raw: Buffer.concat(chunks) });
        return done(null);
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Tap = await tap((server.server.address() as AddressInfo).port);
  return {
    url: `smtp://127.0.0.1:${line.port}`,
    taken,
    connections: line.connections,
    replies,
    get always() {
      return state.always;
    },
    set always(reply) {
      state.always = reply;
    },
    get cut() {
      return line.cut;
    },
    set cut(cut) {
      line.cut = cut;
    },
    behave(behaviour) {
      const fault = behaviours[behaviour];
      line.cut = fault !== undefined && 'how' in fault ? fault : undefined;
      state.always = fault !== undefined && 'code' in fault ? fault : undefined;
    },
    delivered: () =>
      Promise.all(
        taken.map(async ({ to, raw }) => {
          const { subject = '', text = '', html = '' } = await PostalMime.parse(raw);
          return { to: to.join(', '), subject, text, html };
        }),
      ),
    async close() {
      await line.close();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}
