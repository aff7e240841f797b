import { type DeliveryEvent, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { broken } from './fake-dispatcher.fixture.js';

describe('dispatcherSuite finds in what is reported', () => {
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
});
