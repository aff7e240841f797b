/** An answer, and how long it stands by itself. */
export interface Standing {
  readonly holds: boolean;
  /**
   * The first moment after `now` at which the answer may be another by the passing of time alone; Infinity when it will not.
   * Never later than the true one.
   */
  readonly until: number;
}

const always: Standing = { holds: true, until: Infinity };
const never: Standing = { holds: false, until: Infinity };

/** Most answers do not change by time: those are two objects, so that a signal makes little garbage. */
export function standing(holds: boolean, until = Infinity): Standing {
  if (until !== Infinity) return { holds, until };
  return holds ? always : never;
}
