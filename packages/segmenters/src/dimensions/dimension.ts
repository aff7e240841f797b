import { type Membership, type MembershipReason, type SegmenterRequest, SintoniaError } from '@sintonia/spec';

/** One thing to part people by. Everybody is in exactly one of its segments, `NAME:unknown` among them. */
export interface Dimension {
  readonly name: string;
  /** Names of its bands, without `unknown`. */
  readonly bands: readonly string[];
  place(request: SegmenterRequest): Placed | Unplaced;
}

/** Where somebody lies in a dimension, and by what. */
export interface Placed {
  readonly band: string;
  readonly reason: MembershipReason;
}

/** Why nobody can say. `missing`: nothing was told. Otherwise what is wrong with what was told. */
export interface Unplaced {
  readonly unknown: 'missing' | `implausible: ${string}`;
}

const UNKNOWN = 'unknown';

/** The segments of some dimensions. @throws SINTONIA_OPTION_INVALID when two have the same name, such as a band `unknown`. */
export function segmentsOf(dimensions: readonly Dimension[]): readonly string[] {
  const segments = dimensions.flatMap(({ name, bands }) => [...bands, UNKNOWN].map((band) => `${name}:${band}`));
  const twice = segments.find((segment, index) => segments.indexOf(segment) < index);
  if (twice !== undefined) {
    throw new SintoniaError('OPTION_INVALID', `There are two segments ${twice}.`, { field: 'dimensions' });
  }
  return segments;
}

/** The membership of one person in a dimension. An implausible value is not repeated: it helps nobody. */
export function membershipIn(dimension: Dimension, request: SegmenterRequest): Omit<Membership, 'segmenter'> {
  const { name } = dimension;
  const place = dimension.place(request);
  if ('unknown' in place) {
    const reason = { measure: name, value: null, band: place.unknown };
    return { segment: `${name}:${UNKNOWN}`, confidence: 1, reasons: [reason] };
  }
  return { segment: `${name}:${place.band}`, confidence: 1, reasons: [place.reason] };
}

/** A trait by its name; `undefined` where it is absent or null. Never what an object inherits. */
export function traitOf({ profile: { traits } }: SegmenterRequest, name: string): unknown {
  return Object.hasOwn(traits, name) ? ((traits as Record<string, unknown>)[name] ?? undefined) : undefined;
}
