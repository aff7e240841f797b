import type { Place } from '../language/near-condition.js';

// The mean radius by the International Union of Geodesy and Geophysics.
const EARTH_RADIUS_METRES = 6_371_008.8;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const haversine = (angle: number) => Math.sin(angle / 2) ** 2;

/** Metres between two places along the surface of a round Earth: off by at most 0.6%, for the true one is flattened. */
export function distance(a: Place, b: Place): number {
  const [latA, latB] = [radians(a.lat), radians(b.lat)];
  const h = haversine(latB - latA) + Math.cos(latA) * Math.cos(latB) * haversine(radians(b.lon - a.lon));
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, h)));
}
