import { type PersonId, SintoniaError } from '@sintonia/spec';

/** What is known of one person at the moment of a survey. Plain JSON, to be kept until the next one. */
export interface SurveyedPerson {
  readonly person: PersonId;
  /** The segments they are in. May be none. */
  readonly segments: readonly string[];
  /** Channels by which they may be reached: there is an address, and they agree. Absent: nobody asked. */
  readonly channels?: readonly string[];
  /** Running totals so far, such as revenue and orders. Finite. Absent: not known. */
  readonly totals?: Readonly<Record<string, number>>;
  /** The band of each measure that put them there, such as `recency: '4 of 5'`. */
  readonly bands?: Readonly<Record<string, string>>;
}

/**
 * The people of a survey, each once.
 *
 * @throws SINTONIA_INPUT_INVALID that names the place, such as `after[3].totals.revenue`.
 */
export function readSurvey(survey: Iterable<SurveyedPerson>, field: string): ReadonlyMap<PersonId, SurveyedPerson> {
  const people = new Map<PersonId, SurveyedPerson>();
  let index = 0;
  for (const row of survey) {
    const place = `${field}[${index++}]`;
    if (typeof row !== 'object' || row === null) throw invalid(place, 'an object');
    if (typeof row.person !== 'string' || row.person === '') throw invalid(`${place}.person`, 'a text');
    if (people.has(row.person)) throw invalid(`${place}.person`, 'somebody who is not there already');
    if (!isTexts(row.segments)) throw invalid(`${place}.segments`, 'a list of texts');
    if (row.channels !== undefined && !isTexts(row.channels)) throw invalid(`${place}.channels`, 'a list of texts');
    for (const [name, total] of Object.entries(row.totals ?? {})) {
      if (!Number.isFinite(total)) throw invalid(`${place}.totals.${name}`, 'a finite number');
    }
    people.set(row.person, row);
  }
  return people;
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((text) => typeof text === 'string' && text !== '');

const invalid = (field: string, must: string): SintoniaError =>
  new SintoniaError('INPUT_INVALID', `${field} must be ${must}.`, { field });
