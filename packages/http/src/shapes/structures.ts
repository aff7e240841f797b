import { type JsonObject, readObject, SintoniaError } from '@sintonia/spec';
import type { Shape, Shaped } from './shape.js';

type Shapes = Readonly<Record<string, Shape>>;

/** What {@link object} reads. */
export type ObjectOf<Required extends Shapes, Optional extends Shapes> = {
  readonly [Name in keyof Required]: Shaped<Required[Name]>;
} & { readonly [Name in keyof Optional]?: Shaped<Optional[Name]> };

/** A list of at most `most`. */
export function list<T>(shape: Shape<T>, most: number): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: shape.schema, maxItems: most },
    read(value, field) {
      if (!Array.isArray(value)) throw new SintoniaError('INPUT_INVALID', `${field} must be a list.`, { field });
      if (value.length > most) {
        throw new SintoniaError('INPUT_TOO_LARGE', `${field} must have at most ${most} elements.`, { field });
      }
      return value.map((each, index) => shape.read(each, `${field}[${index}]`));
    },
  };
}

/**
 * An object. Members that are `null` count as left out, as clients write them. Others than these are refused or, where the
 * object is `open`, left alone: clients of other products send more than we read.
 */
export function object<Required extends Shapes, Optional extends Shapes>(
  required: Required,
  optional: Optional,
  { open = false }: { readonly open?: boolean } = {},
): Shape<ObjectOf<Required, Optional>> {
  const members = new Map<string, Shape>(Object.entries<Shape>({ ...required, ...optional }));
  const all = [...members].map(([name, shape]) => ({ name, shape, isRequired: Object.hasOwn(required, name) }));
  const properties: Record<string, JsonObject> = {};
  for (const { name, shape, isRequired } of all) properties[name] = isRequired ? shape.schema : orNull(shape.schema);
  return {
    schema: { type: 'object', properties, required: Object.keys(required), additionalProperties: open },
    read(value, field) {
      const given = readObject(value, field === '' ? 'body' : field);
      if (!open) assertKnown(given, members, field);
      const read: Record<string, unknown> = {};
      for (const { name, shape, isRequired } of all) {
        const member = given[name];
        if (member !== undefined && member !== null && Object.hasOwn(given, name)) {
          read[name] = shape.read(member, placeOf(field, name));
        } else if (isRequired) {
          const place = placeOf(field, name);
          throw new SintoniaError('INPUT_INVALID', `${place} is missing.`, { field: place });
        }
      }
      return read as ObjectOf<Required, Optional>;
    },
  };
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: words, anyOf } = schema as { type?: string; enum?: string[]; anyOf?: JsonObject[] };
  if (type !== undefined) return { ...schema, type: [type, 'null'] };
  if (words !== undefined) return { ...schema, enum: [...words, null] };
  return anyOf === undefined ? schema : { ...schema, anyOf: [...anyOf, { type: 'null' }] };
}

function placeOf(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

function assertKnown(given: object, members: ReadonlyMap<string, Shape>, place: string): void {
  for (const name of Object.keys(given)) {
    if (members.has(name)) continue;
    const field = placeOf(place, name.slice(0, 64));
    const known = [...members.keys()].join(', ');
    throw new SintoniaError('INPUT_INVALID', `${field} is not known here; there are ${known}.`, { field });
  }
}
