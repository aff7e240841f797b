import { isSintoniaError, parseJson } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { posted, publicApiToken, segmentStandIn, sharedSecret, track, writeKey } from './segment.fixture.js';
import { segment } from './segment.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 30_000;
const [collector] = segment({ sharedSecret, unsignedTail: 'accept' }).collectors;

const member = fc.constantFrom(...Object.keys(track), 'traits', 'previousId', 'groupId', '__proto__', 'constructor');
const value = fc.oneof(
  fc.anything({ maxDepth: 3 }),
  fc.constantFrom('identify', 'alias', 'group', 'delete', 'screen', null, '', '~x', 8.65e15, '2026-02-30'),
);
const event = fc.array(fc.tuple(member, value), { maxLength: 6 }).map((changes) => {
  const changed = new Map<string, unknown>([...Object.entries(track), ...changes]);
  return Object.fromEntries(changed);
});
const payload = fc.oneof(event, fc.array(event, { maxLength: 4 }), fc.anything());

function codesOf(work: () => unknown): string {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    return error.code;
  }
}

it('a payload is taken or refused by a code', { timeout }, () => {
  const outcomes = new Set<string>();
  const law = (given: unknown) => void outcomes.add(codesOf(() => collector?.parse(given)));
  fc.assert(fc.property(payload, law), { numRuns });
  expect([...outcomes].filter((code) => !/^(?:taken|SINTONIA_(?:INPUT_\w+|PERSON_MISSING))$/.test(code))).toEqual([]);
  expect(outcomes).toContain('taken');
});

it('bytes are verified and parsed, or refused by a code', { timeout }, async () => {
  const pieces = fc.constantFrom('[', '{', '"', '\\', '}', ']', ',', JSON.stringify(track), '{}', ' ', '\ufeff', 'é');
  const body = fc.array(pieces, { maxLength: 12 }).map((all) => Buffer.from(all.join('')));
  const signature = fc.oneof(fc.string(), fc.constantFrom(undefined, posted(track).headers['X-Signature']));
  const law = fc.asyncProperty(fc.oneof(body, fc.uint8Array()), signature, async (rawBody, given) => {
    const request = { ...posted(track), rawBody, headers: { 'x-signature': given } };
    const failure: unknown = await collector?.verify?.(request).catch((error: unknown) => error);
    if (failure === undefined) codesOf(() => collector?.parse(parseJson(rawBody), request));
    else expect(failure).toMatchObject({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' });
  });
  await fc.assert(law, { numRuns });
});

it('an answer is a success or a code', { timeout }, async () => {
  const update = { person: { userId: 'ana' }, traits: {}, segments: [] };
  const { signal } = new AbortController();
  let answer = Buffer.alloc(0);
  const fetch = async () => new Response(answer, { status: 200 });
  const [destination] = segment({ writeKey, fetch: fetch as never }).destinations;
  const { seen } = await segmentStandIn();
  const rejecting = fc.json().map((text) => Buffer.from(`{"success":false,"more":${text}}`));
  const accepting = fc.json().map((text) => Buffer.from(`{"success":true,"more":${text}}`));
  const law = fc.asyncProperty(fc.oneof(rejecting, accepting), async (bytes) => {
    answer = bytes;
    const outcome = await destination?.write([update], { abort: signal }).then(
      ([word]) => word,
      (error: unknown) => error,
    );
    if (outcome !== undefined) expect(isSintoniaError(outcome)).toBe(true);
  });
  await fc.assert(law, { numRuns });
  expect(seen).toEqual([]);
});

it('an answer to an erasure is a success or a code', { timeout }, async () => {
  let answer = new Response();
  let asked = 0;
  // Repetitions wait for a random time: for none.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => random.mockRestore());
  const plugin = segment({
    publicApiToken,
    fetch: async () => {
      asked++;
      return answer.clone();
    },
  });
  const regulation = fc.record({
    data: fc.oneof(fc.record({ regulateId: fc.oneof(fc.string(), fc.anything()) }), fc.anything()),
  });
  const body = fc.oneof(
    regulation.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
    fc.uint8Array(),
  );
  const status = fc.constantFrom(200, 200, 200, 201, 302, 400, 401, 403, 404, 422, 429, 500, 503);
  const outcomes = new Set<unknown>();
  const law = fc.asyncProperty(status, body, async (given, bytes) => {
    answer = new Response(bytes as NonNullable<RequestInit['body']>, { status: given });
    const outcome: unknown = await plugin.erase?.({ userId: 'ana' }).catch((error: unknown) => error);
    if (outcome !== undefined && !isSintoniaError(outcome)) throw outcome;
    outcomes.add(outcome?.code);
  });
  await fc.assert(law, { numRuns });
  expect(asked).toBeGreaterThanOrEqual(numRuns);
  expect(outcomes).toContain(undefined);
  expect([...outcomes].filter((code) => code !== undefined && !/^SINTONIA_PLATFORM_/.test(String(code)))).toEqual([]);
});
