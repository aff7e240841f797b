/** A place on Earth in degrees: latitude -90 to 90, longitude -180 to 180. */
export type Place = { readonly lat: number; readonly lon: number };

/**
 * A trait of the person, or an attribute of the item, is a place (or a list of places) within some metres of a given one, along
 * the Earth's surface: `{ near: { lat: 40.4, lon: -3.7 }, trait: 'home', metres: 5000 }`.
 */
export type NearCondition = {
  readonly near: Place;
  /** Above 0, at most 20,100,000 (half around the Earth). */
  readonly metres: number;
} & ({ readonly trait: string } | { readonly attribute: string });

/**
 * An attribute of the item is a place within some metres of one that is a trait of the person (of lists, the two nearest):
 * `{ nearTrait: 'home', attribute: 'shop', metres: 5000 }`.
 */
export interface NearTraitCondition {
  readonly nearTrait: string;
  readonly attribute: string;
  /** Above 0, at most 20,100,000 (half around the Earth). */
  readonly metres: number;
}
