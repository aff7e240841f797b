import { assertKnownOptions } from '@sintonia/spec';
import { type LowestBands, readLowestBands } from '../bands/lowest-bands.js';
import type { Dimension } from '../dimensions/dimension.js';
import { readName } from '../options/read-options.js';
import { companySizeDimension } from './company-size.js';
import { defaultIndustries } from './default-industries.js';
import { defaultRoles } from './default-roles.js';
import { defaultSeniorities } from './default-seniorities.js';
import { keywordDimension } from './keyword-dimension.js';
import { KeywordGroups, type Keywords } from './keyword-groups.js';

export interface FirmographicOptions {
  /** Names of the traits. Defaults: `jobTitle`, `companySize`, `industry`. */
  readonly traits?: { readonly title?: string; readonly size?: string; readonly industry?: string };
  /** Keywords of titles by role. Default: {@link defaultRoles}. */
  readonly roles?: Keywords;
  /** Keywords of titles by seniority. Default: {@link defaultSeniorities}. */
  readonly seniorities?: Keywords;
  /** Keywords by industry. Default: {@link defaultIndustries}. */
  readonly industries?: Keywords;
  /** Bands by their lowest number of employees. Default: `1-10` to `5001+`. */
  readonly sizes?: LowestBands;
}

const defaultSizes: LowestBands = {
  '1-10': 1,
  '11-50': 11,
  '51-200': 51,
  '201-1000': 201,
  '1001-5000': 1_001,
  '5001+': 5_001,
};

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readFirmographicOptions(options: FirmographicOptions): readonly Dimension[] {
  assertKnownOptions(options, ['traits', 'roles', 'seniorities', 'industries', 'sizes']);
  const {
    traits = {},
    roles = defaultRoles,
    seniorities = defaultSeniorities,
    industries = defaultIndustries,
    sizes = defaultSizes,
  } = options;
  assertKnownOptions(traits, ['title', 'size', 'industry'], 'traits');
  const title = readName(traits.title ?? 'jobTitle', 'traits.title');
  const size = readName(traits.size ?? 'companySize', 'traits.size');
  const industry = readName(traits.industry ?? 'industry', 'traits.industry');
  return [
    keywordDimension('role', title, new KeywordGroups(roles, 'roles')),
    keywordDimension('seniority', title, new KeywordGroups(seniorities, 'seniorities')),
    companySizeDimension(size, readLowestBands(sizes, 'sizes')),
    keywordDimension('industry', industry, new KeywordGroups(industries, 'industries')),
  ];
}
