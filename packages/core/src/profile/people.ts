import {
  assertIdentifier,
  type MemberPage,
  type MembersOptions,
  type PersonId,
  readInteger,
  referenceOf,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Circle, Circles } from '../identity/circles.js';
import { COLLECTIONS } from '../store/collections.js';
import { compareUtf8 } from '../store/compare-utf8.js';
import type { TenantStore } from '../store/tenant-store.js';

/** Everybody of whom something is known, by pages. */
@injectable()
export class People {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
  ) {}

  async page({ after, limit = 1_000 }: MembersOptions = {}): Promise<MemberPage> {
    if (after !== undefined) assertIdentifier(after, 'after');
    const entries = await this.store.list(COLLECTIONS.profile, {
      limit: readInteger(limit, 'limit', { min: 1, max: 10_000 }),
      ...(after !== undefined && { after: this.#key(after) }),
    });
    const kept = entries.map(({ key }) => key.person as PersonId);
    const circles = await this.circles.ofAll(kept);
    const members: PersonId[] = [];
    for (const [index, circle] of circles.entries()) {
      if (await this.#isFirst(kept[index] as PersonId, circle)) members.push(circle.person);
    }
    const next = entries.length === limit ? kept.at(-1) : undefined;
    return { members: members.map(referenceOf), ...(next !== undefined && { next }) };
  }

  /** Whoever is merged has several entries, and comes with the first of them. */
  async #isFirst(kept: PersonId, { members }: Circle): Promise<boolean> {
    const before = members.map(({ person }) => person).filter((other) => compareUtf8(other, kept) < 0);
    if (before.length === 0) return true;
    const readings = await this.store.readMany(before.map((other) => this.#key(other)));
    return readings.every(({ value }) => value === undefined);
  }

  #key(person: PersonId) {
    return this.store.key(COLLECTIONS.profile, 'profile', person);
  }
}
