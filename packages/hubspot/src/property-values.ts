import { createHash } from 'node:crypto';
import { type JsonValue, type PersonUpdate, readMoment } from '@sintonia/spec';
import type { HubSpotSettings, PropertyType } from './hubspot-options.js';

/** One property of ours: what it is called there, and as what it is written. */
export interface OwnProperty {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
}

type Naming = Pick<HubSpotSettings, 'group' | 'types'>;

const taken = ['segments', 'picks'];

/** The property of a trait: the group, "_", and its name in lower case, with a hash where that would not say which it is. */
export function propertyOfTrait(trait: string, { group, types }: Naming): OwnProperty {
  const type = types.get(trait) ?? 'text';
  const plain = trait.toLowerCase().replace(/\W+/g, '_').slice(0, 80);
  if (/^\w{1,80}$/.test(trait) && !taken.includes(plain)) return { name: `${group}_${plain}`, label: trait, type };
  const hash = createHash('sha256').update(trait).digest('hex').slice(0, 8);
  return { name: `${group}_${plain}_${hash}`, label: trait.slice(0, 100), type };
}

/** The properties that an update needs. */
export function propertiesOf({ traits, picks }: PersonUpdate, naming: Naming): OwnProperty[] {
  const own = (name: string): OwnProperty => ({ name: `${naming.group}_${name}`, label: name, type: 'text' });
  const ofTraits = Object.keys(traits).map((trait) => propertyOfTrait(trait, naming));
  return [own('segments'), ...(picks === undefined ? [] : [own('picks')]), ...ofTraits];
}

/**
 * What is written of a person: every property of ours, so that what is no longer so is cleared. Lists are texts with ";" between and
 * around, so that a filter for `;vip;` finds exactly that segment.
 *
 * @param known names of all properties of ours.
 */
export function propertyValues(
  { traits, segments, picks = [] }: PersonUpdate,
  known: Iterable<string>,
  naming: Naming,
): Record<string, string> {
  const values = new Map([...known].map((name) => [name, '']));
  for (const [trait, value] of Object.entries(traits)) {
    const { name, type } = propertyOfTrait(trait, naming);
    values.set(name, textOf(value, type));
  }
  values.set(`${naming.group}_segments`, listed(segments));
  if (values.has(`${naming.group}_picks`)) values.set(`${naming.group}_picks`, listed(picks));
  return Object.fromEntries(values);
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `;${texts.join(';')};`;
}

function textOf(value: JsonValue, type: PropertyType): string {
  if (value === null) return '';
  if (type === 'datetime') return momentOf(value);
  if (type === 'number') return typeof value === 'number' ? String(value) : '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Milliseconds since 1970; nothing for what is no moment, which HubSpot would refuse with the whole contact. */
function momentOf(value: JsonValue): string {
  try {
    return String(readMoment(value, 'trait'));
  } catch {
    return '';
  }
}
