import { isSintoniaError, type PersonReference, type PersonUpdate, type SintoniaError } from '@sintonia/spec';
import { expect } from 'vitest';
import type { DestinationLaw, DestinationRig } from './law.js';

const THREE = ['ana', 'ben', 'eva'].map((userId) => ({ userId }));

export const peopleOf = ({ people = THREE }: DestinationRig): readonly PersonReference[] => people;

export function updateOf(
  { trait = 'plan' }: DestinationRig,
  person: PersonReference,
  segments: readonly string[],
): PersonUpdate {
  return { person, traits: { [trait]: `${segments.length} segments` }, segments };
}

export async function write(
  { destination }: DestinationRig,
  updates: readonly PersonUpdate[],
  abort: AbortSignal = new AbortController().signal,
): Promise<readonly (SintoniaError | undefined)[]> {
  const words = await destination.write(updates, { abort });
  expect(words, 'one word for each person').toHaveLength(updates.length);
  for (const word of words)
    expect(word === undefined || isSintoniaError(word), 'undefined or an error of ours').toBe(true);
  return words;
}

/** Whether the platform knows this and nothing else of our segments. */
async function expectKnown(rig: DestinationRig, { person, traits, segments }: PersonUpdate): Promise<void> {
  const known = await rig.known(person);
  expect([...(known?.segments ?? ['nothing written'])].toSorted(), 'segments').toEqual([...segments].toSorted());
  expect(known?.traits, 'traits').toMatchObject(traits);
}

export const writingLaws: readonly DestinationLaw[] = [
  {
    law: 'what is written is known, of each person their own',
    async check(rig) {
      const updates = peopleOf(rig).map((person, index) =>
        updateOf(rig, person, ['loyal', 'new', 'vip'].slice(0, index)),
      );
      expect(await write(rig, updates)).toEqual(updates.map(() => undefined));
      for (const update of updates) await expectKnown(rig, update);
    },
  },
  {
    law: 'what is written again changes nothing',
    async check(rig) {
      const updates = peopleOf(rig).map((person) => updateOf(rig, person, ['vip']));
      await write(rig, updates);
      const before = await Promise.all(updates.map(({ person }) => rig.known(person)));
      await write(rig, updates);
      expect(await Promise.all(updates.map(({ person }) => rig.known(person)))).toEqual(before);
    },
  },
  {
    law: 'a segment that is left is gone, and so is everything that was ours when nothing is written',
    async check(rig) {
      const [person] = peopleOf(rig) as [PersonReference];
      await write(rig, [updateOf(rig, person, ['loyal', 'vip'])]);
      await write(rig, [updateOf(rig, person, ['vip'])]);
      expect((await rig.known(person))?.segments).toEqual(['vip']);
      await write(rig, [{ person, traits: {}, segments: [] }]);
      expect((await rig.known(person))?.segments ?? []).toEqual([]);
    },
  },
  {
    law: 'a full batch is taken at once, and none at all is no error',
    async check(rig) {
      const [person] = peopleOf(rig) as [PersonReference];
      const { batch = 100 } = rig.destination.limits ?? {};
      expect(batch, 'limits.batch').toBeGreaterThan(0);
      await write(rig, []);
      const others = peopleOf(rig).slice(0, batch);
      expect(
        (
          await write(
            rig,
            others.map((each) => updateOf(rig, each, [])),
          )
        ).at(-1),
      ).toBeUndefined();
      await expectKnown(rig, updateOf(rig, person, []));
    },
  },
  {
    law: 'somebody whom the platform refuses fails nobody else',
    needs: 'refused',
    async check(rig) {
      const [first, second = first] = peopleOf(rig) as [PersonReference, PersonReference?];
      const people = [first, rig.refused as PersonReference, second];
      const words = await write(
        rig,
        people.map((person) => updateOf(rig, person, ['vip'])),
      );
      expect(words.map((word) => word?.code)).toEqual([undefined, 'SINTONIA_PLATFORM_REJECTED', undefined]);
      for (const person of [first, second]) await expectKnown(rig, updateOf(rig, person, ['vip']));
      expect(JSON.stringify([words[1], words[1]?.message]), 'no personal data in the error').not.toContain(
        rig.refused?.userId ?? rig.refused?.anonymousId,
      );
    },
  },
];
