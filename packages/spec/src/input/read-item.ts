import { SintoniaError } from '../errors.js';
import type { Item } from '../item.js';
import { assertIdentifier } from '../person.js';
import { readMoment, readObject } from './read.js';
import { readJsonObject } from './read-json-object.js';

const LONGEST_TITLE = 1_000;

/**
 * An item from outside, checked in every part.
 *
 * @param path where it stands in what the caller gave, such as `items[3]`.
 * @throws SINTONIA_INPUT_*; `field` names the value.
 */
export function readItem(input: unknown, path: string): Item {
  const fields = readObject(input, path);
  assertIdentifier(fields.itemId, `${path}.itemId`);
  if (fields.title !== undefined) {
    if (typeof fields.title !== 'string' || fields.title.length > LONGEST_TITLE || !fields.title.isWellFormed()) {
      const field = `${path}.title`;
      throw new SintoniaError('INPUT_INVALID', `${field} must be a text of at most ${LONGEST_TITLE} characters.`, {
        field,
      });
    }
  }
  for (const name of ['available', 'repeatable'] as const) {
    if (fields[name] !== undefined && typeof fields[name] !== 'boolean') {
      throw new SintoniaError('INPUT_INVALID', `${path}.${name} must be true or false.`, { field: `${path}.${name}` });
    }
  }
  return {
    itemId: fields.itemId,
    ...(fields.title === undefined ? {} : { title: fields.title as string }),
    ...(fields.attributes === undefined ? {} : { attributes: readJsonObject(fields.attributes, `${path}.attributes`) }),
    ...(fields.available === undefined ? {} : { available: fields.available as boolean }),
    ...(fields.repeatable === undefined ? {} : { repeatable: fields.repeatable as boolean }),
    ...(fields.updatedAt === undefined ? {} : { updatedAt: readMoment(fields.updatedAt, `${path}.updatedAt`) }),
  };
}
