import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { type Behaviour, behaviours, checkPublished } from '../../../tools/servers/mail-behaviours.js';
import { testContext, testMessage } from '../../../tools/servers/mail-message.js';
import { type Script, scriptedServer } from './scripted-server.fixture.js';
import { smtp } from './smtp.js';
import { codeOf } from './with-server.fixture.js';

const silence = () => {};
const reset = (socket: Socket) => void socket.resetAndDestroy();
const half = (socket: Socket) => void socket.write('25');

/** What a server says, and what comes of it. Nothing is repeated within a dispatch: that is the outbox's part. */
const table: Readonly<Record<Behaviour, readonly [says: Script | 'nobody', word: string]>> = {
  accepted: [{}, 'accepted'],
  // The receipt is our own Message-ID.
  'accepted without an id': [{ content: '250\r\n' }, 'accepted'],
  'slow down for a moment, then accepted': [{ MAIL: '450 4.7.1 in a moment\r\n' }, 'TRANSIENT'],
  'slow down for an hour': [{ greeting: '421 4.7.0 in an hour\r\n' }, 'TRANSIENT'],
  'slow down, no word for how long': [{ RCPT: '451 4.7.1 greylisted\r\n' }, 'TRANSIENT'],
  'no more today, or no credits': [{ RCPT: '452 4.5.3 no more today\r\n' }, 'TRANSIENT'],
  'an error of its own': [{ content: '451 4.3.0 error\r\n' }, 'TRANSIENT'],
  'the page of a gateway': [{ greeting: '<html>\r\n' }, 'TRANSIENT'],
  busy: [{ greeting: '421 4.3.2 busy\r\n' }, 'TRANSIENT'],
  'busy, then accepted': [{ MAIL: '421 4.3.2 busy\r\n' }, 'TRANSIENT'],
  'busy, then a reset': [{ MAIL: '421 4.3.2 busy\r\n', content: reset }, 'TRANSIENT'],
  'nobody there': ['nobody', 'TRANSIENT'],
  'silence instead of an answer': [{ content: silence }, 'UNKNOWN'],
  'silence in the middle of the answer': [{ content: half }, 'UNKNOWN'],
  'a reset instead of an answer': [{ content: reset }, 'UNKNOWN'],
  'a reset in the middle of the answer': [
    { content: (socket) => void socket.write('25', () => reset(socket)) },
    'UNKNOWN',
  ],
  'a reset behind the answer': [
    { content: (socket) => void socket.write('250 ok\r\n', () => setTimeout(() => reset(socket), 20)) },
    'accepted',
  ],
  'an answer that can’t be read': [{ content: 'what?\r\n' }, 'UNKNOWN'],
  'the key was revoked': [{ AUTH: '535 5.7.8 no\r\n' }, 'UNAUTHORISED'],
  'the sender may not be used': [{ MAIL: '553 5.7.1 not yours\r\n' }, 'REJECTED'],
  'the recipient is refused': [{ RCPT: '550 5.1.1 <ana@example.com> unknown\r\n' }, 'REJECTED'],
  'the content is refused': [{ content: '554 5.7.1 a virus\r\n' }, 'REJECTED'],
  'too large': [{ content: '552 5.3.4 too large\r\n' }, 'REJECTED'],
  'a refusal that can’t be read': [{ RCPT: '550\r\n' }, 'REJECTED'],
  'sent elsewhere': [{ RCPT: '551 5.1.6 moved\r\n' }, 'REJECTED'],
};

const words = behaviours.map((behaviour) => [behaviour, [table[behaviour][1], 1]]);
checkPublished('SMTP', Object.fromEntries(words));

it.concurrent.each(behaviours)('%s', async (behaviour) => {
  const [script, word] = table[behaviour];
  const server = await scriptedServer(script === 'nobody' ? {} : script);
  if (script === 'nobody') await server.close();
  const isSilent = behaviour.startsWith('silence') || behaviour === 'the page of a gateway';
  const plugin = smtp({ url: server.url, from: 'shop@example.com', tls: 'off', timeoutMs: isSilent ? 700 : 10_000 });
  try {
    const outcome = await codeOf(plugin.dispatchers[0].dispatch(testMessage(), testContext()));
    expect(outcome.replace('DELIVERY_', '')).toBe(word);
  } finally {
    plugin.close();
    if (script !== 'nobody') await server.close();
  }
});
