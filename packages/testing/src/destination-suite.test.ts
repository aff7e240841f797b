import type { Destination } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { destinationLaws, destinationSuite } from './destination-suite.js';
import { type FakeDestination, fakeDestination } from './fake-destination.js';

const rigOf = (fake: FakeDestination, destination: Destination = fake) => ({
  destination,
  known: fake.known,
  behave: fake.behave,
  refused: { userId: 'nobody@' },
});

destinationSuite('fakeDestination', { start: () => rigOf(fakeDestination()) });

/** The laws that a changed destination breaks. */
async function broken(change: (fake: FakeDestination) => Partial<Destination>): Promise<string[]> {
  const found: string[] = [];
  for (const { law, check } of destinationLaws) {
    const fake = fakeDestination();
    await check(rigOf(fake, { ...fake, ...change(fake) })).catch(() => found.push(law));
  }
  return found;
}

describe('a planted bug is found:', () => {
  it('segments that are only added', async () => {
    const found = await broken((fake) => ({
      write: (updates, context) =>
        fake.write(
          updates.map((update) => ({
            ...update,
            segments: [...new Set([...(fake.known(update.person)?.segments ?? []), ...update.segments])],
          })),
          context,
        ),
    }));
    expect(found).toEqual([
      'a segment that is left is gone, and so is everything that was ours when nothing is written',
    ]);
  });

  it('one bad person who fails the batch', async () => {
    const found = await broken((fake) => ({
      async write(updates, context) {
        const words = await fake.write(updates, context);
        const bad = words.find((word) => word !== undefined);
        if (bad) throw bad;
        return words;
      },
    }));
    expect(found).toEqual(['somebody whom the platform refuses fails nobody else']);
  });

  it('words in another order', async () => {
    const found = await broken((fake) => ({
      write: async (updates, context) => (await fake.write(updates, context)).toSorted(),
    }));
    expect(found).toEqual(['somebody whom the platform refuses fails nobody else']);
  });

  it('a write that goes on after the abort', async () => {
    const found = await broken((fake) => ({
      write: (updates) => fake.write(updates, { abort: new AbortController().signal }),
    }));
    expect(found).toEqual(['what was aborted before it began is not written']);
  });

  it('a failure that is swallowed', async () => {
    const found = await broken((fake) => ({
      write: (updates, context) => fake.write(updates, context).catch(() => updates.map(() => undefined)),
    }));
    expect(found).toHaveLength(4);
  });
});
