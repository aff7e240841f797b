import type { MembershipReason } from '@sintonia/spec';
import type { NearCondition, NearTraitCondition, Place } from '../language/near-condition.js';
import { type CompiledCondition, leaf, type View } from './compiled-condition.js';
import { distance } from './distance.js';
import { own } from './own.js';

export function compileNear(condition: NearCondition): CompiledCondition {
  const { near, metres } = condition;
  const name = 'trait' in condition ? condition.trait : condition.attribute;
  const place =
    'trait' in condition
      ? (view: View) => own(view.subject.profile?.traits, name)
      : (view: View) => own(view.subject.item?.attributes, name);
  const distanceIn = (view: View) => nearest(place(view), near);
  return leaf({
    holds: (view) => distanceIn(view) <= metres,
    reason: (view) => reasonOf(name, distanceIn(view), `within ${metres}`),
  });
}

/** A place of the item beside one of the person's. */
export function compileNearTrait({ nearTrait, attribute, metres }: NearTraitCondition): CompiledCondition {
  const distanceIn = ({ subject }: View) => {
    const homes: unknown = own(subject.profile?.traits, nearTrait);
    const places = (Array.isArray(homes) ? homes : [homes]).filter(isPlace);
    const shops = own(subject.item?.attributes, attribute);
    return Math.min(Infinity, ...places.map((place) => nearest(shops, place)));
  };
  return leaf({
    holds: (view) => distanceIn(view) <= metres,
    reason: (view) => reasonOf(attribute, distanceIn(view), `within ${metres} of the ${nearTrait}`),
  });
}

function reasonOf(measure: string, metres: number, band: string): MembershipReason {
  return { measure, value: Number.isFinite(metres) ? Math.round(metres) : null, unit: 'metres', band };
}

/** Metres to the place, or to the nearest of several; Infinity when there is none. */
function nearest(value: unknown, near: Place): number {
  const places: unknown[] = Array.isArray(value) ? value : [value];
  return places.reduce<number>(
    (least, each) => (isPlace(each) ? Math.min(least, distance(each, near)) : least),
    Infinity,
  );
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const { lat, lon } = value as Partial<Place>;
  return Math.abs(lat ?? Number.NaN) <= 90 && Math.abs(lon ?? Number.NaN) <= 180;
}
