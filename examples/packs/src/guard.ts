import { type Condition, segmentsIn, traitsIn } from '@sintonia/rules';
import { type DemographicDimension, isSensitiveTrait } from '@sintonia/segmenters';
import { SintoniaError } from '@sintonia/spec';
import type { Guard, Pack } from './pack.js';

/**
 * Refuses a pack that sorts people by a forbidden trait, by a sensitive one without its purpose, or whose offers stand on
 * signals or segments that ask for more consent than the offer does.
 *
 * @throws SINTONIA_OPTION_INVALID that names the segment, the dimension or the offer.
 */
export function assertGuarded(pack: Pack): void {
  for (const [name, { rule }] of Object.entries(pack.segments)) assertTraits(rule, `segments.${name}`, pack.guard);
  for (const [index, { dimensions = {}, purpose }] of (pack.segmenters.demographic ?? []).entries()) {
    for (const [name, dimension] of Object.entries(dimensions)) {
      const field = `segmenters.demographic[${index}].dimensions.${name}`;
      const traits = traitsOf(dimension);
      assertAllowed(traits, field, pack.guard);
      const sensitive = dimension.sensitive === true || traits.some(isSensitiveTrait);
      if (sensitive && pack.guard && purpose !== pack.guard.purpose) {
        throw refused(field, `needs the purpose ${pack.guard.purpose}`);
      }
    }
  }
  for (const [name, { segment, purpose = 'marketing' }] of Object.entries(pack.offers)) {
    const asked = purposesOf(segment, pack);
    const missing = [...asked].find((each) => each !== purpose);
    if (missing !== undefined) throw refused(`offers.${name}`, `stands on what needs the purpose ${missing}`);
  }
}

/** Rules ask for no more consent than `personalisation`: what is sensitive goes through a segmenter with a purpose instead. */
function assertTraits(rule: Condition, field: string, guard: Guard | undefined): void {
  const traits = traitsIn(rule);
  assertAllowed(traits, field, guard);
  const sensitive = traits.find(isSensitiveTrait);
  if (sensitive !== undefined) throw refused(field, 'looks at a sensitive trait; use demographic() with a purpose');
}

function assertAllowed(traits: readonly string[], field: string, guard: Guard | undefined): void {
  const forbidden = new Set(guard?.forbiddenTraits.map(plain));
  if (traits.some((trait) => forbidden.has(plain(trait)))) throw refused(field, 'looks at a forbidden trait');
}

/** Purposes, beside `personalisation`, that a segment stands on: by its signals, its segmenters, and the segments in it. */
function purposesOf(segment: string, pack: Pack, seen = new Set<string>()): ReadonlySet<string> {
  const purposes = new Set<string>();
  if (seen.has(segment)) return purposes;
  seen.add(segment);
  const [by] = segment.split('/');
  const guarded = (pack.segmenters.demographic ?? []).find(({ name = 'demographic' }) => name === by);
  if (guarded?.purpose !== undefined) purposes.add(guarded.purpose);
  const rule = Object.hasOwn(pack.segments, segment) ? pack.segments[segment]?.rule : undefined;
  if (rule === undefined) return purposes;
  for (const type of signalsIn(rule)) {
    const purpose = Object.hasOwn(pack.signals, type) ? pack.signals[type]?.purpose : undefined;
    if (purpose !== undefined) purposes.add(purpose);
  }
  for (const other of segmentsIn(rule)) for (const each of purposesOf(other, pack, seen)) purposes.add(each);
  return purposes;
}

/** Signal types that a condition listens to or counts, wherever they stand in it. */
function signalsIn(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, value]) =>
    typeof value === 'string' && (key === 'performed' || key === 'count') ? [value] : signalsIn(value),
  );
}

const traitsOf = (dimension: DemographicDimension): readonly string[] =>
  'age' in dimension ? [dimension.birthdayTrait ?? 'birthday', dimension.ageTrait ?? 'age'] : [dimension.trait];

/** `marital_status` and `maritalStatus` are one. */
const plain = (trait: string): string => trait.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const refused = (field: string, why: string): SintoniaError =>
  new SintoniaError('OPTION_INVALID', `${field} ${why}.`, { field });
