import {
  assertKnownOptions,
  type Engine,
  type PersonReference,
  type Profile,
  personOf,
  SintoniaError,
} from '@sintonia/spec';
import { readEntries, readName } from '../options/read-options.js';
import type { SurveyedPerson } from './surveyed-person.js';

/** What a survey asks of an engine. */
export type SurveyedEngine = Pick<Engine, 'segmentsOf' | 'profileOf' | 'privacy'>;

export interface SurveyOptions {
  /** Whom to ask about. */
  readonly people: Iterable<PersonReference> | AsyncIterable<PersonReference>;
  /** The segmenter whose segments are wanted. Default: all; names are then `segmenter/segment`. */
  readonly segmenter?: string;
  /** The trait that holds the address of each channel. Default: `{ email: 'email', sms: 'phone' }`. */
  readonly channels?: Readonly<Record<string, string>>;
  /** What a person has to agree to before they count as reachable. Default: `marketing`. */
  readonly purpose?: string;
  /** Running totals to compare by. Default: `revenue`, and `orders` as the number of `Order Completed`. */
  readonly totals?: (profile: Profile) => Readonly<Record<string, number>>;
  readonly abort?: AbortSignal;
}

/** So many people are asked about at once. */
const AT_ONCE = 50;

/**
 * Asks an engine which segments people are in, how they may be reached, and how much they have done so far. Keep the answer: of
 * two of them, {@link segmentQuality} makes a report. Who does not agree to personalisation is in no segment.
 *
 * @throws SINTONIA_OPTION_INVALID that names the option; SINTONIA_ABORTED; what the engine throws.
 */
export async function surveySegments(engine: SurveyedEngine, options: SurveyOptions): Promise<SurveyedPerson[]> {
  assertKnownOptions(options, ['people', 'segmenter', 'channels', 'purpose', 'totals', 'abort']);
  const ask = asker(engine, options);
  const surveyed: SurveyedPerson[] = [];
  let batch: PersonReference[] = [];
  const flush = async () => {
    const { abort } = options;
    if (abort?.aborted) throw new SintoniaError('ABORTED', 'The survey was aborted.', { cause: abort.reason });
    surveyed.push(...(await Promise.all(batch.map(ask))));
    batch = [];
  };
  for await (const person of options.people) if (batch.push(person) === AT_ONCE) await flush();
  await flush();
  return surveyed;
}

function asker(engine: SurveyedEngine, options: SurveyOptions) {
  const { segmenter, channels = { email: 'email', sms: 'phone' }, purpose = 'marketing', totals = totalsOf } = options;
  if (segmenter !== undefined) readName(segmenter, 'segmenter');
  const traitOf = readEntries(channels, 'channels').map(
    ([channel, trait]) => [channel, readName(trait, `channels.${channel}`)] as const,
  );
  readName(purpose, 'purpose');
  return async (reference: PersonReference): Promise<SurveyedPerson> => {
    const [{ memberships }, profile, consent] = await Promise.all([
      engine.segmentsOf(reference),
      engine.profileOf(reference),
      engine.privacy.stateAt(reference),
    ]);
    const asked = memberships.filter((membership) => segmenter === undefined || membership.segmenter === segmenter);
    const segments = asked.map(({ segmenter: by, segment }) =>
      segmenter === undefined ? `${by}/${segment}` : segment,
    );
    const bands = asked.flatMap(({ reasons }) =>
      reasons.flatMap(({ measure, band }) => (band === undefined ? [] : [[measure, band] as const])),
    );
    const agrees = Object.hasOwn(consent, purpose) && consent[purpose]?.granted === true;
    const reachable = traitOf.filter(([, trait]) => agrees && has(profile, trait)).map(([channel]) => channel);
    const known = { person: personOf(reference), segments, channels: reachable, totals: totals(profile) };
    // Of several segmenters, bands of the same measure would overwrite each other.
    return segmenter === undefined ? known : { ...known, bands: Object.fromEntries(bands) };
  };
}

const has = ({ traits }: Profile, trait: string): boolean =>
  Object.hasOwn(traits, trait) && ![null, undefined, ''].includes((traits as Record<string, unknown>)[trait] as null);

const totalsOf = ({ revenue, counts }: Profile) => ({
  revenue,
  orders: Object.hasOwn(counts, 'Order Completed') ? (counts['Order Completed'] as number) : 0,
});
