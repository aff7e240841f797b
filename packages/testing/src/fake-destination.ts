import { type Destination, type ErrorName, type PersonReference, personOf, SintoniaError } from '@sintonia/spec';
import type { PlatformBehaviour, Written } from './destination-suite/law.js';

export interface FakeDestination extends Destination {
  /** What was last written of somebody. */
  known(person: PersonReference): Written | undefined;
  behave(behaviour: PlatformBehaviour): void;
}

const failures: Readonly<Record<Exclude<PlatformBehaviour, 'accept'>, ErrorName>> = {
  busy: 'PLATFORM_RATE_LIMITED',
  unauthorised: 'PLATFORM_UNAUTHORISED',
  unreachable: 'PLATFORM_TRANSIENT',
};

/** Keeps in memory what is written to it, and refuses who is named so. */
export function fakeDestination({ name = 'fake', refuses = 'nobody@' } = {}): FakeDestination {
  const people = new Map<string, Written>();
  let behaviour: PlatformBehaviour = 'accept';
  return {
    name,
    specVersion: 1,
    known: (person) => people.get(personOf(person)),
    behave(next) {
      behaviour = next;
    },
    async write(updates, { abort }) {
      if (abort.aborted) throw new SintoniaError('ABORTED', 'Told to stop.');
      if (behaviour !== 'accept') throw new SintoniaError(failures[behaviour], 'Told to fail.');
      return updates.map(({ person, ...written }) => {
        if (personOf(person) === refuses) return new SintoniaError('PLATFORM_REJECTED', 'This person is refused.');
        people.set(personOf(person), written);
        return undefined;
      });
    },
  };
}
