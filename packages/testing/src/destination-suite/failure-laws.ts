import { isSintoniaError, type PersonReference } from '@sintonia/spec';
import { expect } from 'vitest';
import { expectCode } from '../expect-code.js';
import type { DestinationLaw, DestinationRig } from './law.js';
import { peopleOf, updateOf, write } from './writing-laws.js';

const writeOne = (rig: DestinationRig, abort?: AbortSignal) =>
  write(rig, [updateOf(rig, peopleOf(rig)[0] as PersonReference, ['vip'])], abort);

export const failureLaws: readonly DestinationLaw[] = [
  ...(
    [
      ['busy', 'PLATFORM_RATE_LIMITED'],
      ['unauthorised', 'PLATFORM_UNAUTHORISED'],
      ['unreachable', 'PLATFORM_TRANSIENT'],
    ] as const
  ).map(
    ([behaviour, code]): DestinationLaw => ({
      law: `a platform that is ${behaviour} is ${code}, and takes it later`,
      async check(rig) {
        await rig.behave(behaviour);
        await expectCode(() => writeOne(rig), code);
        await rig.behave('accept');
        expect(await writeOne(rig)).toEqual([undefined]);
      },
    }),
  ),
  {
    law: 'what was aborted before it began is not written',
    async check(rig) {
      const failure = await writeOne(rig, AbortSignal.abort()).catch((error: unknown) => error);
      expect(isSintoniaError(failure), 'an error of ours').toBe(true);
      expect(await rig.known(peopleOf(rig)[0] as PersonReference)).toBeUndefined();
    },
  },
];
