import type { NearCondition, Place } from '../language/near-condition.js';
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
    reason(view) {
      const value = distanceIn(view);
      const shown = Number.isFinite(value) ? Math.round(value) : null;
      return { measure: name, value: shown, unit: 'metres', band: `within ${metres}` };
    },
  });
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
