import {
  assertIdentifier,
  type Check,
  type PersonId,
  type PersonReference,
  personOf,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';

const MOST = 10_000;

/** On which lists a person is, and the checks that it is still so. */
export interface ListsReading {
  readonly lists: ReadonlySet<string>;
  readonly unchanged: readonly Check[];
}

/** Lists of people that a service keeps, such as an import. */
@injectable()
export class PersonLists {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  /** On which of some lists each of some people is, in their order. */
  async ofAll(people: readonly PersonId[], lists: readonly string[]): Promise<readonly ListsReading[]> {
    if (lists.length === 0) return people.map(() => ({ lists: new Set<string>(), unchanged: [] }));
    const keys = people.flatMap((person) => lists.map((list) => this.store.key(COLLECTIONS.list, list, person)));
    const readings = await this.store.readMany<object>(keys);
    return people.map((_, index) => {
      const theirs = readings.slice(index * lists.length, (index + 1) * lists.length);
      return {
        lists: new Set(lists.filter((_list, place) => theirs[place]?.value !== undefined)),
        unchanged: theirs.map(({ unchanged }) => unchanged),
      };
    });
  }

  /** @returns whom. @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING; nothing is changed then. */
  async change(list: string, references: readonly PersonReference[], isOn: boolean): Promise<readonly PersonId[]> {
    assertIdentifier(list, 'list');
    const people = readPeople(references);
    const keys = people.map((person) => this.store.key(COLLECTIONS.list, list, person));
    await this.store.commit(isOn ? { put: keys.map((key) => ({ key, value: { list } })) } : { delete: keys });
    return people;
  }
}

function readPeople(references: readonly PersonReference[]): readonly PersonId[] {
  if (!Array.isArray(references) || references.length > MOST) {
    throw new SintoniaError('INPUT_TOO_LARGE', `people must be a list of at most ${MOST}.`, { field: 'people' });
  }
  return [...new Set(references.map(personOf))];
}
