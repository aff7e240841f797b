import type { FitContext } from '@sintonia/spec';
import { type InteractionLog, InteractionLogBuilder } from '../dataset/interaction-log.js';
import { interactionsInContext } from '../dataset/interactions-in-context.js';
import type { Pace } from '../pace.js';
import type { CompiledGrouping } from './grouping.js';

/** Interactions, each with the group that it falls into by each grouping. */
export interface GroupedLog {
  readonly log: InteractionLog;
  /** By grouping and row of the log: 0 for none, or 1 + the place among `values`. */
  readonly groups: readonly Uint32Array[];
  /** By grouping, in the order of their first interaction. */
  readonly values: readonly (readonly string[])[];
}

/** @throws SINTONIA_ABORTED */
export async function readGroupedLog(
  context: FitContext,
  groupings: readonly CompiledGrouping[],
  pace: Pace,
): Promise<GroupedLog> {
  const facts = groupings.some(({ isPersonal }) => isPersonal) ? await factsOf(context, groupings, pace) : new Map();
  const builder = new InteractionLogBuilder();
  const numbers = groupings.map(() => new Map<string, number>());
  const groups = groupings.map((): number[] => []);
  for await (const page of interactionsInContext(context)) {
    if (pace.due()) await pace.rest();
    const counted = page.filter(({ interaction: { weight } }) => Number.isFinite(weight) && weight !== 0);
    builder.append(counted.map(({ interaction }) => interaction));
    for (const { interaction, context: known } of counted) {
      const own = facts.get(interaction.person);
      groupings.forEach(({ groupOf }, at) => {
        const group = groupOf(own?.[at], known, interaction.timestamp);
        groups[at]?.push(group === undefined ? 0 : numberOf(group, numbers[at] as Map<string, number>));
      });
    }
  }
  return {
    log: builder.log(),
    groups: groups.map((each) => Uint32Array.from(each)),
    values: numbers.map((each) => [...each.keys()]),
  };
}

/** Of each person what their groups depend on. */
async function factsOf(
  context: FitContext,
  groupings: readonly CompiledGrouping[],
  pace: Pace,
): Promise<ReadonlyMap<string, readonly (string | undefined)[]>> {
  const facts = new Map<string, readonly (string | undefined)[]>();
  for await (const page of context.profiles()) {
    if (pace.due()) await pace.rest();
    for (const profile of page) {
      facts.set(
        profile.person,
        groupings.map(({ factOf }) => factOf(profile)),
      );
    }
  }
  return facts;
}

function numberOf(group: string, numbers: Map<string, number>): number {
  const number = numbers.get(group) ?? numbers.size + 1;
  numbers.set(group, number);
  return number;
}
