import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HubSpotApi } from './hubspot-api.js';
import { readHubSpotOptions } from './hubspot-options.js';
import { answering, type Behaviour, type HubSpotServer, hubspotServer } from './hubspot-server.fixture.js';

let server: HubSpotServer;
beforeEach(async () => {
  server = await hubspotServer();
});
afterEach(() => server.close());

const limited = (policyName: string, headers: Record<string, string> = {}) =>
  answering(429, { status: 'error', errorType: 'RATE_LIMIT', policyName }, headers);
const used = { 'x-hubspot-ratelimit-remaining': '0', 'x-hubspot-ratelimit-interval-milliseconds': '10000' };
const problem = (status: number, category: string, headers = {}) =>
  answering(status, { category, message: 'ana@example.com' }, headers);
const reset: Behaviour = (response) => response.socket?.destroy();
const midway: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"re');
  setTimeout(() => response.socket?.destroy(), 10);
};
const silent: Behaviour = () => {};
const slowBody: Behaviour = (response) => response.writeHead(200).write('{');
const right = answering(200, { ok: true });

type Row = readonly [
  what: string,
  behaviours: Behaviour[],
  outcome: string,
  attempts: number,
  waits: readonly number[],
];
const any = -1;
const table: readonly Row[] = [
  ['429 by the second, with seconds', [limited('SECONDLY', { 'retry-after': '2' }), right], 'ok', 2, [2000]],
  [
    '429 with a date',
    [limited('SECONDLY', { 'retry-after': 'Thu, 01 Jan 1970 00:00:04 GMT' }), right],
    'ok',
    2,
    [4000],
  ],
  ['429 with decimals', [limited('SECONDLY', { 'retry-after': '0.5' }), right], 'ok', 2, [500]],
  ['429 without a word', [limited('SECONDLY'), right], 'ok', 2, [1000]],
  ['429 by ten seconds, in the body', [limited('TEN_SECONDLY_ROLLING'), right], 'ok', 2, [10_000]],
  ['429 by ten seconds, in the headers', [limited('TEN_SECONDLY_ROLLING', used), right], 'ok', 2, [10_000, 10_000]],
  ['429 of an unknown policy', [limited('LUNAR'), right], 'ok', 2, [any]],
  ['429 without end', [limited('SECONDLY')], 'RATE_LIMITED SECONDLY', 3, [1000, 1000]],
  ['429 of the day', [limited('DAILY')], 'RATE_LIMITED DAILY', 1, []],
  ['429 of the day, with headers', [limited('DAILY', used)], 'RATE_LIMITED DAILY', 1, []],
  ['429 for longer than we wait', [limited('SECONDLY', { 'retry-after': '60' })], 'RATE_LIMITED SECONDLY', 1, []],
  ['429 that is no JSON', [answering(429, '<html>'), right], 'ok', 2, [any]],
  ['500 once', [problem(500, 'INTERNAL'), right], 'ok', 2, [any]],
  ['502 without end', [answering(502, '<html>')], 'TRANSIENT', 3, [any, any]],
  ['503', [problem(503, 'UNAVAILABLE')], 'TRANSIENT UNAVAILABLE', 3, [any, any]],
  ['504', [problem(504, 'TIMEOUT'), right], 'ok', 2, [any]],
  ['423, locked', [problem(423, 'LOCKED'), right], 'ok', 2, [any]],
  ['477, moved for hours', [problem(477, 'MIGRATION', { 'retry-after': '3600' })], 'TRANSIENT MIGRATION', 1, []],
  ['slow headers', [silent, right], 'ok', 2, [any]],
  ['a slow body', [slowBody, right], 'ok', 2, [any]],
  ['a reset before an answer', [reset, right], 'ok', 2, [any]],
  ['a reset within the answer', [midway, right], 'ok', 2, [any]],
  ['a reset without end', [reset], 'TRANSIENT', 3, [any, any]],
  ['malformed JSON once', [answering(200, '{"a":'), right], 'ok', 2, [any]],
  ['malformed JSON without end', [answering(200, '<html>')], 'TRANSIENT MALFORMED_ANSWER', 3, [any, any]],
  ['a revoked token', [problem(401, 'INVALID_AUTHENTICATION')], 'UNAUTHORISED INVALID_AUTHENTICATION', 1, []],
  ['an expired token', [problem(401, 'EXPIRED_AUTHENTICATION')], 'UNAUTHORISED EXPIRED_AUTHENTICATION', 1, []],
  ['a missing scope', [problem(403, 'MISSING_SCOPES')], 'UNAUTHORISED MISSING_SCOPES', 1, []],
  ['an expired cursor', [problem(400, 'VALIDATION_ERROR')], 'REJECTED VALIDATION_ERROR', 1, []],
  ['a redirect', [answering(302, '', { location: 'https://evil.example' })], 'REJECTED', 1, []],
  ['a category that is a sentence', [problem(400, 'Bad ana@example.com')], 'REJECTED', 1, []],
  ['an empty success', [answering(204, '')], 'nothing', 1, []],
];

describe('HubSpot', () => {
  it.each(table)('%s', async (_what, behaviours, outcome, attempts, waits) => {
    server.state.behaviours = [...behaviours];
    const settings = readHubSpotOptions({ token: 'pat-hunter-2', url: server.url });
    const waited: number[] = [];
    const api = new HubSpotApi(settings, {
      timeoutMs: 300,
      clock: { now: () => 0 },
      random: () => 0.5,
      pause: async (ms) => void waited.push(ms),
    });
    const said = await api.call({ path: '/crm/objects/2026-09/contacts/batch/upsert', body: { inputs: [] } }).then(
      (answer) => (answer === undefined ? 'nothing' : 'ok'),
      (error) => {
        expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/hunter|ana@|upsert/);
        const name = error.code.replace('SINTONIA_PLATFORM_', '');
        return error.details.because === undefined ? name : `${name} ${error.details.because}`;
      },
    );
    expect([said, server.requests.length]).toEqual([outcome, attempts]);
    expect(waited).toEqual(waits.map((wait) => (wait === any ? expect.any(Number) : wait)));
  });

  it('is asked with the token that is valid now, and with none that is not one', async () => {
    let token = 'first-token';
    const api = new HubSpotApi(readHubSpotOptions({ token: async () => token, url: server.url }));
    server.state.behaviours = [right];
    await api.call({ path: '/x' });
    token = 'second-token';
    await api.call({ path: '/x' });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first-token',
      'Bearer second-token',
    ]);
    token = 'new\r\nline: x';
    await expect(api.call({ path: '/x' })).rejects.toMatchObject({
      code: 'SINTONIA_PLATFORM_UNAUTHORISED',
      field: 'token',
    });
  });
});
