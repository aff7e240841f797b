import type { CompiledCondition } from './compiled-condition.js';
import { standing } from './standing.js';

/**
 * `all` and `any` are one thing: a single condition whose answer is `decisive` decides (false for `all`, true for `any`), and
 * without one the answer is the opposite.
 */
export function combine(conditions: readonly CompiledCondition[], decisive: boolean): CompiledCondition {
  return {
    holds: (view) => conditions.some((each) => each.holds(view) === decisive) === decisive,
    standing(view) {
      // Decided: every one that decides has to change first, so not before the last. Not decided: the first to change may decide.
      let isDecided = false;
      let lastToDecide = Number.NEGATIVE_INFINITY;
      let firstToChange = Infinity;
      for (const each of conditions) {
        const { holds, until } = each.standing(view);
        if (holds === decisive) {
          isDecided = true;
          lastToDecide = Math.max(lastToDecide, until);
          if (until === Infinity) break;
        } else firstToChange = Math.min(firstToChange, until);
      }
      return isDecided ? standing(decisive, lastToDecide) : standing(!decisive, firstToChange);
    },
    explain(view, held, reasons) {
      for (const each of conditions) if (each.holds(view) === held) each.explain(view, held, reasons);
    },
  };
}

export function negate(condition: CompiledCondition): CompiledCondition {
  return {
    holds: (view) => !condition.holds(view),
    standing(view) {
      const { holds, until } = condition.standing(view);
      return standing(!holds, until);
    },
    explain: (view, held, reasons) => condition.explain(view, !held, reasons),
  };
}
