import {
  assertIdentifier,
  readNumber,
  readObject,
  readOneOf,
  type SignalDefinition,
  type SignalDefinitions,
  SintoniaError,
} from '@sintonia/spec';

/** @throws SINTONIA_INPUT_INVALID that names the member. */
export function readSignalDefinitions(input: unknown, path: string): SignalDefinitions {
  const definitions: Record<string, SignalDefinition> = {};
  for (const [type, value] of Object.entries(readObject(input, path))) {
    assertIdentifier(type, path);
    const field = `${path}.${type}`;
    const definition = readObject(value, field) as unknown as SignalDefinition;
    readNumber(definition.weight, `${field}.weight`, { min: 0, max: 100 });
    if (definition.halfLifeDays !== undefined) {
      readNumber(definition.halfLifeDays, `${field}.halfLifeDays`, { min: 0.001, max: 100_000 });
    }
    if (definition.polarity !== undefined) {
      readOneOf(definition.polarity, `${field}.polarity`, ['positive', 'negative']);
    }
    if (definition.purpose !== undefined) assertIdentifier(definition.purpose, `${field}.purpose`);
    for (const flag of ['consumes', 'revenue'] as const) {
      if (definition[flag] === undefined || typeof definition[flag] === 'boolean') continue;
      throw new SintoniaError('INPUT_INVALID', `${field}.${flag} must be true or false.`, {
        field: `${field}.${flag}`,
      });
    }
    definitions[type] = { ...definition };
  }
  return definitions;
}
