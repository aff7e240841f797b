import { SintoniaError } from '@sintonia/spec';
import { ruleLimits } from '../language/rule-limits.js';

/** What a rule costs, added up while it is checked. */
export class RuleCost {
  #nodes = 0;
  #kept = 0;

  /** @throws SINTONIA_INPUT_TOO_LARGE at the first node too many; SINTONIA_INPUT_TOO_DEEP. */
  node(field: string, depth = 1): void {
    if (depth > ruleLimits.depth) {
      throw new SintoniaError('INPUT_TOO_DEEP', `${field} lies deeper than ${ruleLimits.depth} conditions.`, { field });
    }
    if (++this.#nodes > ruleLimits.nodes) {
      throw new SintoniaError('INPUT_TOO_LARGE', `The rule has more than ${ruleLimits.nodes} conditions.`, { field });
    }
  }

  /** Adds moments that have to be kept for each person. @throws SINTONIA_INPUT_TOO_LARGE */
  keep(moments: number, field: string): void {
    this.#kept += moments;
    if (this.#kept > ruleLimits.kept) {
      const message = `The rule keeps more than ${ruleLimits.kept} moments for each person. Lower its counts.`;
      throw new SintoniaError('INPUT_TOO_LARGE', message, { field });
    }
  }
}
