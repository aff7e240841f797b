import { MINUTE } from '../clock.js';
import { type ErrorName, SintoniaError } from '../errors.js';
import { assertIdentifier, type PersonId, personNamed } from '../person.js';
import type { Signal, SignalDefinitions } from '../signal.js';
import { commerceProperties, LARGEST_AMOUNT } from './commerce-properties.js';
import { readMoment, readNumber, readObject } from './read.js';
import { readJsonObject } from './read-json-object.js';

/** How far ahead of ours a sender's clock may be. */
export const FUTURE_TOLERANCE = 5 * MINUTE;

const VALUES = { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT };

export interface ReadSignalContext {
  readonly definitions: SignalDefinitions;
  readonly now: number;
  /** Makes an id for a signal that comes without. */
  readonly newId: () => string;
  /** Path of the signal in what the caller gave, such as `[3]`. Default: none. */
  readonly path?: string;
  /** Whether an id names nobody. Such a user id counts as not given where there is an anonymous id. Default: none is. */
  readonly isPlaceholder?: (id: string) => boolean;
}

/**
 * A signal from outside, checked in every part.
 *
 * @throws SINTONIA_SIGNAL_TYPE_UNKNOWN, SINTONIA_PERSON_MISSING, SINTONIA_IDENTIFIER_BLOCKED, SINTONIA_SIGNAL_TIMESTAMP_FUTURE, SINTONIA_INPUT_*; `field`
 *   names the value, with `path` in front.
 */
export function readSignal(input: unknown, context: ReadSignalContext): Signal {
  const { definitions, now, newId, path = '' } = context;
  const fields = readObject(input, path === '' ? 'signal' : path);

  assertIdentifier(fields.type, placeOf(path, 'type'));
  if (!Object.hasOwn(definitions, fields.type)) {
    throw new SintoniaError(
      'SIGNAL_TYPE_UNKNOWN',
      'No signal type of this name is declared. Declare it in `signals`.',
      {
        field: placeOf(path, 'type'),
        details: { type: fields.type.slice(0, 64) },
      },
    );
  }
  const person = personAt(fields, path, context.isPlaceholder);
  const timestamp = fields.timestamp === undefined ? now : readMoment(fields.timestamp, placeOf(path, 'timestamp'));
  if (timestamp > now + FUTURE_TOLERANCE) {
    throw new SintoniaError(
      'SIGNAL_TIMESTAMP_FUTURE',
      `${placeOf(path, 'timestamp')} lies more than ${FUTURE_TOLERANCE / MINUTE} minutes in the future.`,
      {
        field: placeOf(path, 'timestamp'),
      },
    );
  }
  if (fields.id !== undefined) assertIdentifier(fields.id, placeOf(path, 'id'));
  if (fields.itemId !== undefined) assertIdentifier(fields.itemId, placeOf(path, 'itemId'));
  // Member by member: spreading what may be absent costs as much as all the rest.
  const signal: { -readonly [Member in keyof Signal]: Signal[Member] } = {
    id: (fields.id as string | undefined) ?? newId(),
    type: fields.type,
    person,
    timestamp,
    receivedAt: now,
  };
  const properties =
    fields.properties === undefined ? undefined : readJsonObject(fields.properties, placeOf(path, 'properties'));
  const said = commerceProperties(properties);
  const itemId = (fields.itemId as string | undefined) ?? said.itemId;
  if (itemId !== undefined) signal.itemId = itemId;
  const value = fields.value === undefined ? said.value : readNumber(fields.value, placeOf(path, 'value'), VALUES);
  if (value !== undefined) signal.value = value;
  if (properties !== undefined) signal.properties = properties;
  if (fields.context !== undefined) signal.context = readJsonObject(fields.context, placeOf(path, 'context'));
  return signal;
}

function placeOf(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

function personAt(
  fields: Record<string, unknown>,
  path: string,
  isPlaceholder: ReadSignalContext['isPlaceholder'],
): PersonId {
  try {
    return personNamed(fields, isPlaceholder);
  } catch (error) {
    if (!(error instanceof SintoniaError)) throw error;
    const name = error.code.slice('SINTONIA_'.length) as ErrorName;
    throw new SintoniaError(name, error.message, { field: placeOf(path, error.field ?? 'userId') });
  }
}
