import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import { type LowestBands, readLowestBands } from '../bands/lowest-bands.js';
import type { Dimension } from '../dimensions/dimension.js';
import { groupDimension } from '../dimensions/group-dimension.js';
import { numberDimension } from '../dimensions/number-dimension.js';
import { invalidOption } from '../options/invalid-option.js';
import { readEntries, readName, readNames, readOptionNumber } from '../options/read-options.js';
import { ageDimension } from './age-dimension.js';
import { isSensitiveTrait } from './sensitive-traits.js';

/** What to part people by: exactly one of `age`, `bands`, `groups`. */
export type DemographicDimension = AgeOptions | BandOptions | GroupOptions;

interface Sensitive {
  /** Whether it needs explicit consent. Default: whether the trait's name says so; what does cannot be switched off. */
  readonly sensitive?: boolean;
}

/** Age in years, as of the clock. */
export interface AgeOptions extends Sensitive {
  /** Bands by their lowest age; one of them begins at 0. */
  readonly age: LowestBands;
  /** The trait that holds the birthday, `YYYY-MM-DD`. Default: `birthday`. */
  readonly birthdayTrait?: string;
  /** The trait that holds the age, for who told no birthday. Default: `age`. */
  readonly ageTrait?: string;
}

/** A trait that is a number, such as income or the size of the household. */
export interface BandOptions extends Sensitive {
  readonly trait: string;
  /** Bands by their lowest value. What lies below all of them is implausible. */
  readonly bands: LowestBands;
  /** Above this a value is implausible. Default: 10¹². */
  readonly highest?: number;
  /** Such as `EUR`. Default: none. */
  readonly unit?: string;
}

/** A trait that is a word, such as a country. Its case does not matter. */
export interface GroupOptions extends Sensitive {
  readonly trait: string;
  /** Values by group. Everything else is in `other`. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

export interface DemographicOptions {
  /** Name of segmenter and plugin, so that there can be several with purposes of their own. Default: `demographic`. */
  readonly name?: string;
  /** By name. Default: `age` in bands of ten years from 25 to 64. */
  readonly dimensions?: Readonly<Record<string, DemographicDimension>>;
  /**
   * The purpose that people must agree to before they are sorted so, beside `personalisation`. Needed as soon as a dimension is
   * sensitive. Default: none.
   */
  readonly purpose?: string;
}

export interface DemographicSettings {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly purpose: string | undefined;
}

const ages = { '0-17': 0, '18-24': 18, '25-34': 25, '35-44': 35, '45-54': 45, '55-64': 55, '65+': 65 };

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readDemographicOptions(options: DemographicOptions): DemographicSettings {
  assertKnownOptions(options, ['name', 'dimensions', 'purpose']);
  const { name = 'demographic', dimensions = { age: { age: ages } }, purpose } = options;
  if (purpose !== undefined) readName(purpose, 'purpose');
  const entries = readEntries(dimensions, 'dimensions');
  return {
    name: readName(name, 'name'),
    dimensions: entries.map(([dimension, each]) => readDimension(dimension, each, purpose)),
    purpose,
  };
}

function readDimension(name: string, given: unknown, purpose: string | undefined): Dimension {
  const field = `dimensions.${name}`;
  assertKnownOptions(given, known(given), field);
  const options = given as Partial<AgeOptions & BandOptions & GroupOptions>;
  const { age, bands, groups, sensitive, birthdayTrait = 'birthday', ageTrait = 'age' } = options;
  if (sensitive !== undefined && typeof sensitive !== 'boolean') throw invalidOption(`${field}.sensitive`, 'a boolean');
  const traits = (age === undefined ? (['trait'] as const) : (['birthdayTrait', 'ageTrait'] as const)).map((option) =>
    readName({ birthdayTrait, ageTrait, trait: options.trait }[option], `${field}.${option}`),
  );
  if ((sensitive || [name, ...traits].some(isSensitiveTrait)) && purpose === undefined) throw unasked(field);
  const trait = traits[0] as string;
  if (age !== undefined) {
    const read = readLowestBands(age, `${field}.age`);
    if (read[0]?.lowest !== 0) throw invalidOption(`${field}.age`, 'bands of which the lowest begins at 0');
    return ageDimension({ name, birthday: birthdayTrait, age: ageTrait, bands: read });
  }
  if (bands !== undefined) {
    const highest = readOptionNumber(options.highest ?? 1e12, `${field}.highest`, -1e12, 1e12);
    const unit = options.unit === undefined ? {} : { unit: readName(options.unit, `${field}.unit`) };
    return numberDimension({ name, trait, bands: readLowestBands(bands, `${field}.bands`), highest, ...unit });
  }
  const read = readEntries(groups, `${field}.groups`).map(
    ([group, values]) => [group, readNames(values, `${field}.groups.${group}`)] as const,
  );
  return groupDimension(name, trait, read);
}

/** Which options a dimension may have is told by what it parts by. */
function known(dimension: unknown): readonly string[] {
  const has = (option: string) =>
    typeof dimension === 'object' && dimension !== null && Object.hasOwn(dimension, option);
  if (has('age')) return ['age', 'birthdayTrait', 'ageTrait', 'sensitive'];
  if (has('bands')) return ['trait', 'bands', 'highest', 'unit', 'sensitive'];
  return ['trait', 'groups', 'sensitive'];
}

function unasked(field: string): SintoniaError {
  const message = `${field} is sensitive. Name the purpose that people agree to explicitly in \`purpose\`, or leave it out.`;
  return new SintoniaError('OPTION_INVALID', message, { field });
}
