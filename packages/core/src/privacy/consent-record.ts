import type { Check, ConsentEvent, ConsentState, PersonId } from '@sintonia/spec';
import type { Circle } from '../identity/circles.js';

/** What a person has said so far, under each id that counts for them. */
export interface ConsentRecord {
  readonly circle: Circle;
  /** In the order of the circle's members. */
  readonly ledgers: readonly (readonly ConsentEvent[])[];
  /** When one of them was last erased, if ever. */
  readonly erasedAt: number | undefined;
  /** Make a commit fail if the person says otherwise, is erased, merged or un-merged before it. */
  readonly unchanged: readonly Check[];
}

/** The ledgers as they were at a moment: without what was said, and by whoever was merged, later. */
export function ledgersAt(at: number, { circle, ledgers }: Pick<ConsentRecord, 'circle' | 'ledgers'>) {
  return ledgers.map((events, index) => {
    const { since = at } = circle.members[index] ?? {};
    return since <= at ? events.filter((event) => event.at <= at) : [];
  });
}

/**
 * What the ids of one person say of a purpose together: a withdrawal of any of them wins, then a grant of any of them. Silence
 * neither grants nor denies: `byDefault` holds only where all are silent.
 *
 * @param ledgers one per id, the order of each being that in which it was said.
 * @param isOneOf says whether an id is the person's. A grant by way of another id counts only while it is; a withdrawal always.
 */
export function stateTogether(
  ledgers: readonly (readonly ConsentEvent[])[],
  isOneOf: (id: PersonId) => boolean,
  purpose: string,
  byDefault: boolean,
): ConsentState {
  // Most people never say anything, and are asked about with every signal.
  if (ledgers.every((events) => events.length === 0)) return { granted: byDefault, because: 'default' };
  const said = ledgers
    .map((events) => events.findLast((event) => event.purpose === purpose && counts(event, isOneOf)))
    .filter((event) => event !== undefined);
  const withdrawals = said.filter(({ granted }) => !granted);
  const [first, ...others] = withdrawals.length > 0 ? withdrawals : said;
  if (first === undefined) return { granted: byDefault, because: 'default' };
  const since = others.reduce((latest, { at }) => Math.max(latest, at), first.at);
  return { granted: first.granted, because: first.granted ? 'granted' : 'withdrawn', since };
}

function counts({ granted, via }: ConsentEvent, isOneOf: (id: PersonId) => boolean): boolean {
  return !granted || via === undefined || isOneOf(via);
}
