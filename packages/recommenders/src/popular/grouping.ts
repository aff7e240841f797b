import { assertKnownOptions, isIdentifier, type JsonObject, type Profile, SintoniaError } from '@sintonia/spec';
import { factOf } from '../moment/fact-of.js';
import { hourOfWeek, isZone } from '../moment/local-hour.js';

/** What people are counted apart by: what signals and requests say, or what is known of the person. */
export type Grouping =
  /** A fact in the `context` of signals and requests, such as `country`. */
  | { readonly context: string }
  /** The hour of the week, in a time zone, or in that of each person (the trait `timezone`, or else UTC) with `person`. */
  | { readonly hourOfWeek: 'person' | (string & {}) }
  /** A trait, told or computed. */
  | { readonly trait: string }
  /** Whatever you make of a profile, such as a segment. `name` stands in reasons. Undefined: in none. Pure. */
  | { readonly name: string; readonly groupOf: (profile: Profile) => string | undefined };

export interface CompiledGrouping {
  /** Stands in reasons, and in snapshots. */
  readonly label: string;
  readonly isPersonal: boolean;
  /** What of a profile the group depends on. */
  factOf(profile: Profile): string | undefined;
  groupOf(fact: string | undefined, context: JsonObject | undefined, at: number): string | undefined;
}

const MOST_GROUPINGS = 8;

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readGroupings(by: unknown): readonly CompiledGrouping[] {
  if (!Array.isArray(by) || by.length === 0 || by.length > MOST_GROUPINGS) {
    throw invalid('by', `must be a list of 1 to ${MOST_GROUPINGS} groupings`);
  }
  const groupings = by.map((each: Grouping, at) => readGrouping(each, `by[${at}]`));
  const labels = groupings.map(({ label }) => label);
  const twice = labels.findIndex((label, at) => labels.indexOf(label) < at);
  if (twice >= 0) throw invalid(`by[${twice}]`, 'is there already');
  return groupings;
}

function readGrouping(grouping: Grouping, field: string): CompiledGrouping {
  assertKnownOptions(grouping, ['context', 'hourOfWeek', 'trait', 'name', 'groupOf'], field);
  const nothing = () => undefined;
  if ('context' in grouping) {
    const name = readName(grouping, 'context', field);
    return { label: name, isPersonal: false, factOf: nothing, groupOf: (_, context) => factOf(context, name) };
  }
  if ('hourOfWeek' in grouping) return byHour(grouping.hourOfWeek, field);
  const asIs = (fact: string | undefined) => fact;
  if ('trait' in grouping) {
    const name = readName(grouping, 'trait', field);
    const traitOf = ({ traits, computed }: Profile) => factOf(traits, name) ?? factOf(computed, name);
    return { label: name, isPersonal: true, factOf: traitOf, groupOf: asIs };
  }
  const label = readName(grouping, 'name', field, ['groupOf']);
  const { groupOf } = grouping;
  if (typeof groupOf !== 'function') throw invalid(`${field}.groupOf`, 'must be a function');
  return { label, isPersonal: true, factOf: (profile) => factOf({ group: groupOf(profile) }, 'group'), groupOf: asIs };
}

function byHour(zone: string, field: string): CompiledGrouping {
  const label = 'hourOfWeek';
  if (zone === 'person') {
    const groupOf = (own: string | undefined, _: unknown, at: number) => String(hourOfWeek(at, own));
    return { label, isPersonal: true, factOf: ({ traits }) => factOf(traits, 'timezone'), groupOf };
  }
  if (!isZone(zone)) throw invalid(`${field}.hourOfWeek`, 'must be person or a time zone, such as Europe/Madrid');
  return { label, isPersonal: false, factOf: () => undefined, groupOf: (_, __, at) => String(hourOfWeek(at, zone)) };
}

function readName(grouping: object, key: string, field: string, others: readonly string[] = []): string {
  assertKnownOptions(grouping, [key, ...others], field);
  const name = (grouping as Record<string, unknown>)[key];
  if (!isIdentifier(name)) throw invalid(`${field}.${key}`, 'must be a name');
  return name;
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
