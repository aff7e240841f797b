import type { CompiledCondition } from './compiled-condition.js';

/**
 * `all` and `any` are one thing: a single condition whose answer is `decisive` decides (false for `all`, true for `any`), and
 * without one the answer is the opposite.
 */
export function combine(conditions: readonly CompiledCondition[], decisive: boolean): CompiledCondition {
  return {
    holds: (view) => conditions.some((each) => each.holds(view) === decisive) === decisive,
    nextChangeAt(view) {
      // Decided: every one that decides has to change first, so not before the last. Not decided: the first to change may decide.
      let ofDeciding = Number.NEGATIVE_INFINITY;
      let ofOthers = Infinity;
      for (const each of conditions) {
        const at = each.nextChangeAt(view);
        if (each.holds(view) === decisive) ofDeciding = Math.max(ofDeciding, at);
        else ofOthers = Math.min(ofOthers, at);
      }
      return ofDeciding === Number.NEGATIVE_INFINITY ? ofOthers : ofDeciding;
    },
    explain(view, held, reasons) {
      for (const each of conditions) if (each.holds(view) === held) each.explain(view, held, reasons);
    },
  };
}

export function negate(condition: CompiledCondition): CompiledCondition {
  return {
    holds: (view) => !condition.holds(view),
    nextChangeAt: (view) => condition.nextChangeAt(view),
    explain: (view, held, reasons) => condition.explain(view, !held, reasons),
  };
}
