import { isSintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from './api-verdict.js';
import { hubspot } from './hubspot.js';
import { event, signedRequest } from './signed-request.fixture.js';
import { verifySignature } from './verify-signature.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const numRuns = isDeep ? 100_000 : 1000;
const timeout = isDeep ? 1_800_000 : 60_000;

/** That it does its work or throws an error of ours. */
function codedOnly(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
  }
}

const names = Object.keys(
  event('contact.merge', { propertyName: '', propertyValue: '', mergedObjectIds: [], newObjectId: 1 }),
);
const kinds = ['creation', 'deletion', 'merge', 'privacyDeletion', 'propertyChange', 'restore'].map(
  (kind) => `contact.${kind}`,
);
const broken = fc.record({
  kind: fc.constantFrom(...kinds),
  changes: fc.dictionary(fc.constantFrom(...names, '__proto__'), fc.oneof(fc.anything(), fc.string(), fc.nat())),
});

describe('whatever comes,', () => {
  it('a webhook means something or is refused with a code', { timeout }, () => {
    const collector = hubspot({ token: 'pat-hunter-2', signals: { email: 'E-mail Changed' } }).collectors[0];
    const payload = fc.oneof(
      fc.anything(),
      fc.array(
        broken.map(({ kind, changes }) => ({ ...event(kind), ...changes })),
        { maxLength: 4 },
      ),
    );
    fc.assert(
      fc.property(payload, (given) => codedOnly(() => collector.parse(given))),
      { seed: 7, numRuns },
    );
  });

  it('a request that nobody signed is refused', { timeout }, () => {
    const headers = fc.dictionary(
      fc.constantFrom('X-HubSpot-Signature-v3', 'x-hubspot-request-timestamp', 'x'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        headers,
        fc.string(),
        fc.constantFrom('https://x.example/%3a', 'https://x.example/%', '/in', ''),
        (given, body, url) => {
          const request = { ...signedRequest(body, { url }), headers: given };
          expect(() => verifySignature(request, { secrets: ['some-secret'] })).toThrow(/could not be verified/);
        },
      ),
      { seed: 7, numRuns },
    );
  });

  it('an answer is JSON or refused with a code', { timeout }, () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => json.slice(0, -1)),
    );
    fc.assert(
      fc.property(text, (given) => codedOnly(() => contentOf({ bytes: Buffer.from(given) }))),
      { seed: 7, numRuns },
    );
  });

  it('a checkpoint is a place or refused with a code', { timeout }, async () => {
    const fetch = async () => new Response('{"results":[],"total":0}');
    const collector = hubspot({ token: 'pat-hunter-2', fetch }).collectors[0];
    const checkpoint = fc.oneof(fc.anything(), fc.record({ after: fc.string(), done: fc.anything() }));
    const run = fc.asyncProperty(checkpoint, async (given) => {
      const pages = collector.backfill({ since: 0, checkpoint: given as never, abort: new AbortController().signal });
      const failure = await pages[Symbol.asyncIterator]()
        .next()
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(failure === undefined || isSintoniaError(failure)).toBe(true);
    });
    await fc.assert(run, { seed: 7, numRuns });
  });
});
