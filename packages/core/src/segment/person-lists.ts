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
import type { Circle, Circles } from '../identity/circles.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';

const MOST = 10_000;

/** On which lists a person is, and the checks that it is still so. */
export interface ListsReading {
  readonly lists: ReadonlySet<string>;
  readonly unchanged: readonly Check[];
}

/** Lists of people that a service keeps, such as an import. */
@injectable()
export class PersonLists {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
  ) {}

  /** On which of some lists each of some people is, in their order. Somebody merged is on those of all their ids. */
  async ofAll(people: readonly PersonId[], lists: readonly string[]): Promise<readonly ListsReading[]> {
    if (lists.length === 0) return people.map(() => ({ lists: new Set<string>(), unchanged: [] }));
    const circles = await this.circles.ofAll(people);
    const keysOf = ({ members }: Circle) =>
      members.flatMap(({ person }) => lists.map((list) => this.store.key(COLLECTIONS.list, list, person)));
    const readings = (await this.store.readMany<object>(circles.flatMap(keysOf))).values();
    return circles.map((circle) => {
      const theirs = keysOf(circle).map(() => readings.next().value as Reading<object>);
      return {
        lists: new Set(theirs.flatMap(({ key, value }) => (value === undefined ? [] : key.id))),
        unchanged: [...circle.unchanged, ...theirs.map(({ unchanged }) => unchanged)],
      };
    });
  }

  /** @returns whom. @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING; nothing is changed then. */
  async change(list: string, references: readonly PersonReference[], isOn: boolean): Promise<readonly PersonId[]> {
    assertIdentifier(list, 'list');
    const circles = await this.circles.ofAll(readPeople(references), 'named');
    const ids = circles.flatMap(({ members, kept }) => (isOn ? kept : members.map(({ person }) => person)));
    const keys = [...new Set(ids)].map((person) => this.store.key(COLLECTIONS.list, list, person));
    await this.store.commit(isOn ? { put: keys.map((key) => ({ key, value: { list } })) } : { delete: keys });
    return [...new Set(circles.map(({ person }) => person))];
  }
}

function readPeople(references: readonly PersonReference[]): readonly PersonId[] {
  if (!Array.isArray(references) || references.length > MOST) {
    throw new SintoniaError('INPUT_TOO_LARGE', `people must be a list of at most ${MOST}.`, { field: 'people' });
  }
  return [...new Set(references.map(personOf))];
}
