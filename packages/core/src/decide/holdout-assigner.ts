import { createHash } from 'node:crypto';
import type { Assigner, Assignment, PersonId } from '@sintonia/spec';

/**
 * The global holdout: a fixed share of people gets the generic version everywhere, so that the lift of the personal one can be
 * measured. A pure function of tenant and person, so that nobody changes sides.
 */
export class HoldoutAssigner implements Assigner {
  readonly name = 'holdout';
  readonly specVersion = 1;

  constructor(
    private readonly share: number,
    private readonly salt: string,
  ) {}

  assign(person: PersonId): Assignment {
    const heldOut = this.#position(person) < this.share;
    return heldOut
      ? { variant: 'generic', propensity: this.share }
      : { variant: 'personal', propensity: 1 - this.share };
  }

  /** Where the person lies between 0 and 1. */
  #position(person: PersonId): number {
    const hash = createHash('sha256')
      .update(JSON.stringify(['holdout', this.salt, person]))
      .digest();
    return hash.readUIntBE(0, 6) / 2 ** 48;
  }
}
