import {
  assertBoundedJson,
  assertIdentifier,
  type Collected,
  isSintoniaError,
  personOf,
  readMoment,
} from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from './api-verdict.js';
import { contactHistory } from './contact-history.js';
import { hubspot } from './hubspot.js';
import { HubSpotApi } from './hubspot-api.js';
import { HubSpotDestination } from './hubspot-destination.js';
import { readHubSpotOptions } from './hubspot-options.js';
import { lookedUpEvents } from './looked-up-events.js';
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

  /** Answers that are nearly right: whatever a proxy or a new version of HubSpot may make of them. */
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.nat(),
    fc.constantFrom('true', 'COMPLETE', 'UNSUBSCRIBED', '7'),
  );
  const part = (members: readonly string[]) =>
    fc.oneof({ weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...members, '__proto__'), anything) }, anything);
  const listOf = (name: string, each: fc.Arbitrary<unknown>) =>
    fc.record({ [name]: fc.oneof({ weight: 9, arbitrary: fc.array(each, { maxLength: 3 }) }, anything) });
  const values = part(['email', 'firstname', 'hs_email_optout', 'hs_additional_emails', 'hs_merged_object_ids']);
  const version = part(['value', 'timestamp']);
  const history = fc.record({
    email: fc.array(version, { maxLength: 3 }),
    hs_email_optout: fc.array(version, { maxLength: 2 }),
  });
  const contact = fc.record(
    {
      id: fc.oneof(fc.nat().map(String), anything),
      properties: values,
      propertiesWithHistory: fc.oneof(history, anything),
      updatedAt: fc.oneof(fc.constant('2026-01-01T00:00:00Z'), anything),
      objectWriteTraceId: fc.oneof(fc.constantFrom('0', '1'), anything),
    },
    { requiredKeys: [] },
  );
  const contacts = fc.oneof({ weight: 9, arbitrary: listOf('results', contact) }, anything);
  const status = part(['subscriberIdString', 'subscriptionId', 'status', 'timestamp']);
  const statuses = listOf('results', listOf('statuses', status));
  const trouble = fc.record({ category: anything, context: part(['objectWriteTraceId', 'ids']) });
  const written = fc.record({
    results: fc.oneof(fc.array(contact, { maxLength: 3 }), anything),
    errors: fc.array(trouble, { maxLength: 2 }),
  });

  /** What talks to a HubSpot that gives these answers, by the end of the path. */
  const answeredBy = (answers: Readonly<Record<string, unknown>>) => {
    const fetch = async (url: string | URL | Request) => {
      const found = Object.entries(answers).find(([end]) => new URL(`${url}`).pathname.endsWith(end));
      return Response.json(found?.[1] ?? { results: [] });
    };
    const settings = readHubSpotOptions({ token: 'pat-hunter-2', fetch, subscriptions: { 7: 'news' }, lists: true });
    return [new HubSpotApi(settings, { pause: async () => {} }), settings] as const;
  };
  const { signal: abort } = new AbortController();

  it('a page, its people and its statuses mean something valid or are refused with a code', { timeout }, async () => {
    const run = fc.asyncProperty(contacts, contacts, statuses, async (found, people, said) => {
      const answers = { '/contacts/search': found, '/contacts/batch/read': people, '/statuses/batch/read': said };
      const pages = contactHistory(...answeredBy(answers), { since: 0, abort });
      const { value: page } = await pages.next().catch(codedError);
      if (page !== undefined) assertCollected(page);
    });
    await fc.assert(run, { seed: 7, numRuns });
  });

  it('who HubSpot says a contact is means something valid', { timeout }, async () => {
    const payload = [
      event('contact.propertyChange', { propertyName: 'hs_email_optout', propertyValue: 'true' }),
      event('contact.propertyChange', { propertyName: 'email', propertyValue: 'a@example.com' }),
      event('contact.merge', { mergedObjectIds: [5, 6], newObjectId: 123 }),
    ];
    const named = contact.map((each) => ({ ...each, id: '123' }));
    const run = fc.asyncProperty(fc.oneof(listOf('results', named), anything), async (people) => {
      const collected = await lookedUpEvents(...answeredBy({ '/contacts/batch/read': people }), payload, abort).catch(
        codedError,
      );
      assertCollected(collected as Collected);
    });
    await fc.assert(run, { seed: 7, numRuns });
  });

  it('a batch that was written says a word about each', { timeout }, async () => {
    const updates = ['a', 'b'].map((name) => ({
      person: { userId: `${name}@example.com` },
      traits: {},
      segments: ['vip'],
    }));
    const list = { list: { listId: '1' } };
    const run = fc.asyncProperty(written, contacts, async (answer, people) => {
      const answers = { '/batch/upsert': answer, '/batch/read': people, '/crm/v3/lists': list };
      const words = await new HubSpotDestination(...answeredBy(answers)).write(updates, { abort }).catch(codedError);
      if (Array.isArray(words)) {
        expect(words).toHaveLength(2);
        expect(words.every((word) => word === undefined || isSintoniaError(word))).toBe(true);
      }
    });
    await fc.assert(run, { seed: 7, numRuns });
  });
});

/** Nothing, where the error is one of ours. */
function codedError(error: unknown): never | Record<string, never> {
  if (!isSintoniaError(error)) throw error;
  return {};
}

/** That an engine would take all of it. */
function assertCollected({ identities = [], consents = [] }: Collected): void {
  for (const { userId, anonymousId, updatedAt, traits = {} } of identities) {
    personOf({ userId, anonymousId });
    if (anonymousId !== undefined) assertIdentifier(anonymousId, 'anonymousId');
    if (updatedAt !== undefined) readMoment(updatedAt, 'updatedAt');
    assertBoundedJson(traits, 'traits');
  }
  for (const { at, purposes, ...person } of consents) {
    personOf(person);
    expect(readMoment(at, 'at')).toBeLessThanOrEqual(Date.now());
    for (const purpose of purposes) assertIdentifier(purpose, 'purpose');
  }
}
