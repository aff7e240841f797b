import { setTimeout } from 'node:timers/promises';
import { isSintoniaError } from '@sintonia/spec';
import { expect, it } from 'vitest';
import {
  type Behaviour,
  publicApiToken,
  resetBeforeRead,
  segmentStandIn,
  success,
  writeKey,
} from './segment.fixture.js';
import { segment } from './segment.js';

const answer =
  (status: number, headers: Record<string, string> = {}, body = '{}'): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);
const ok = answer(200, {}, success);
const reset: Behaviour = (_response, request) => request.socket.resetAndDestroy();
/** Late enough that the answer was read: a reset at once might overtake it. */
const lateReset: Behaviour = async (response, request) => {
  response.end(success);
  await setTimeout(50);
  request.socket.resetAndDestroy();
};
const soon = (ms: number) => new Date(Date.now() + ms).toUTCString();
const partOf =
  (status: number): Behaviour =>
  async (response, request) => {
    response.writeHead(status, { 'content-length': '100' }).write('{"suc');
    await setTimeout(20);
    request.socket.resetAndDestroy();
  };

const [limited, transient, rejected, unauthorised] = ['RATE_LIMITED', 'TRANSIENT', 'REJECTED', 'UNAUTHORISED'];

/** What Segment does, one behaviour a request; what comes of it, and after how many requests. */
const behaviours: [what: string, does: Behaviour[], comes: string | undefined, requests: number][] = [
  ['a success', [ok], undefined, 1],
  ['429 with seconds', [answer(429, { 'retry-after': '60' })], limited, 1],
  ['429 with a second, then a success', [answer(429, { 'retry-after': '0.02' }), ok], undefined, 2],
  ['429 with a date', [answer(429, { 'retry-after': soon(90_000) })], limited, 1],
  ['429 with a date that has passed', [answer(429, { 'retry-after': soon(-5000) }), ok], undefined, 2],
  ['429 that says nothing', [answer(429)], limited, 3],
  ['429 that says nonsense, then a success', [answer(429, { 'retry-after': 'soon' }), ok], undefined, 2],
  ['500, then a success', [answer(500), ok], undefined, 2],
  ['500 for good', [answer(500)], transient, 3],
  ['502 as a page', [answer(502, { 'content-type': 'text/html' }, '<html>')], transient, 3],
  ['503 with seconds', [answer(503, { 'retry-after': '60' })], transient, 1],
  ['504, then a success', [answer(504), ok], undefined, 2],
  ['headers that never come', [() => undefined], transient, 3],
  ['a body that never ends', [(response) => response.writeHead(200).write('{')], transient, 3],
  ['a reset before it was read', [resetBeforeRead], transient, 3],
  ['a reset before it was read, then a success', [resetBeforeRead, ok], undefined, 2],
  ['a reset once it was read', [reset], transient, 3],
  ['a reset, then a success', [reset, ok], undefined, 2],
  ['a reset within a success', [partOf(200)], transient, 3],
  ['a reset within a refusal', [partOf(400)], rejected, 1],
  ['a reset after a success was read', [lateReset], undefined, 1],
  ['a success that is no JSON', [answer(200, {}, '<html>')], transient, 3],
  ['a success that says nothing', [answer(200, {}, '[]')], transient, 3],
  ['a success of 2 MB', [answer(200, {}, `"${'x'.repeat(2 ** 21)}"`)], transient, 3],
  ['400', [answer(400, {}, '{"success":false,"message":"ana"}')], rejected, 1],
  ['401, a token that was taken back', [answer(401)], unauthorised, 1],
  ['403, a token that may not', [answer(403)], unauthorised, 1],
  ['404', [answer(404)], rejected, 1],
  ['413', [answer(413)], rejected, 1],
  ['a redirect, which would take the key along', [answer(302, { location: 'https://evil.example/' })], rejected, 1],
];

const update = { person: { userId: 'ana' }, traits: { plan: 'pro' }, segments: [] };

/** The code of what a call comes to, and how often it was made. */
async function outcomeOf(does: Behaviour[], call: 'write' | 'erase') {
  const { seen, fetch } = await segmentStandIn(...does);
  const plugin = segment({ writeKey, publicApiToken, fetch, timeoutMs: 2000 });
  const abort = new AbortController().signal;
  const made = call === 'erase' ? plugin.erase?.(update.person) : plugin.destinations[0]?.write([update], { abort });
  const outcome: unknown = await made?.then(
    (words) => words?.[0],
    (error: unknown) => error,
  );
  const shown = isSintoniaError(outcome) ? JSON.stringify([outcome.message, outcome.details]) : '';
  expect(shown).not.toMatch(/ana|write-key|sgp_/);
  return [isSintoniaError(outcome) ? outcome.code : outcome, seen.length];
}

/** All at once, since most of it is waiting. */
it.each(['write', 'erase'] as const)(
  '%s comes to what it should, however Segment behaves',
  { timeout: 60_000 },
  async (call) => {
    const outcomes = behaviours.map(async ([what, does]) => [what, await outcomeOf(does, call)] as const);
    const expected = behaviours.map(([what, , comes, made]) => [what, [comes && `SINTONIA_PLATFORM_${comes}`, made]]);
    expect(await Promise.all(outcomes)).toEqual(expected);
  },
);
