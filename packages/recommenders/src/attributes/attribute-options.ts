import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';

/** What an attribute of items is. */
export interface AttributeDeclaration {
  /**
   * `number` and `date` (ISO, such as `2024-05-01`) are compared by rank among all items, `category` (texts, true and false, lists of
   * them) by having the same value.
   */
  readonly kind: 'number' | 'date' | 'category';
  /** How much it counts beside others. Above 0, at most 100. Default: 1. */
  readonly weight?: number;
}

export interface AttributesOptions {
  /** By name. Default: whatever is found in at least a tenth of the items, but for texts that are nearly all different. */
  readonly attributes?: Readonly<Record<string, AttributeDeclaration | AttributeDeclaration['kind']>>;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 10,000. Default: 500. */
  readonly personLimit?: number;
  /**
   * How much it counts, beside likeness, that many people take items with such attributes: what e times as many are worth, where
   * likeness goes up to the sum of weights. For new items of which some will be in demand and most will not. 0 to 100. Default: 0.
   */
  readonly demandShare?: number;
}

export interface AttributesSettings {
  /** Undefined: found in the data. */
  readonly attributes: ReadonlyMap<string, Required<AttributeDeclaration>> | undefined;
  readonly negativeShare: number;
  readonly personLimit: number;
  readonly demandShare: number;
}

const KINDS = ['number', 'date', 'category'];

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readAttributesOptions(options: AttributesOptions): AttributesSettings {
  assertKnownOptions(options, ['attributes', 'negativeShare', 'personLimit', 'demandShare']);
  const { attributes } = options;
  return {
    attributes: attributes === undefined ? undefined : readDeclarations(attributes),
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 500, { min: 1, max: 10_000, whole: true }),
    demandShare: readOption(options, 'demandShare', 0, { min: 0, max: 100 }),
  };
}

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readDeclarations(
  attributes: NonNullable<AttributesOptions['attributes']>,
): ReadonlyMap<string, Required<AttributeDeclaration>> {
  assertKnownOptions(attributes, Object.keys(attributes), 'attributes');
  const read = new Map<string, Required<AttributeDeclaration>>();
  for (const [name, declared] of Object.entries(attributes)) {
    const field = `attributes.${name}`;
    const declaration = typeof declared === 'string' ? { kind: declared } : declared;
    assertKnownOptions(declaration, ['kind', 'weight'], field);
    if (!KINDS.includes(declaration.kind)) {
      throw new SintoniaError('OPTION_INVALID', `${field}.kind must be one of ${KINDS.join(', ')}.`, {
        field: `${field}.kind`,
      });
    }
    const { weight = 1 } = declaration;
    if (!(weight > 0 && weight <= 100)) {
      throw new SintoniaError('OPTION_INVALID', `${field}.weight must be above 0 and at most 100.`, {
        field: `${field}.weight`,
      });
    }
    read.set(name, { kind: declaration.kind, weight });
  }
  return read;
}
