import {
  assertIdentifier,
  readNumber,
  readObject,
  readOneOf,
  type SignalDefinition,
  type SignalDefinitions,
} from '@sintonia/spec';

/** @throws SINTONIA_INPUT_INVALID that names the member. */
export function readSignalDefinitions(input: object, path: string): SignalDefinitions {
  const definitions: Record<string, SignalDefinition> = {};
  for (const [type, value] of Object.entries(input)) {
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
    definitions[type] = { ...definition };
  }
  return definitions;
}
