import type { JsonValue } from './json.js';

interface ErrorDefinition {
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable: boolean;
  /** What it means and what to do, as `docs/errors.md` prints it. */
  readonly meaning: string;
}

const definition = (retryable: boolean, meaning: string): ErrorDefinition => ({ retryable, meaning });

/** Every error that Sintonia throws, by its code without the prefix `SINTONIA_`. `docs/errors.md` is made from this table. */
export const errorTable = {
  INPUT_INVALID: definition(false, 'A value from outside has the wrong type, form or range. `field` names it.'),
  INPUT_TOO_LARGE: definition(false, 'A body, a text or a list exceeds its bound. Send less at once.'),
  INPUT_TOO_DEEP: definition(false, 'A value is nested deeper than 32 levels. Flatten it.'),
  INPUT_TOO_MANY_KEYS: definition(false, 'A value holds more than 1,000 keys and list elements in all.'),
  INPUT_KEY_FORBIDDEN: definition(false, 'A key is named `__proto__`. Rename it.'),
  INPUT_NOT_JSON: definition(false, 'A body is no valid JSON.'),
  OPTION_INVALID: definition(false, 'An option of a factory or of `createEngine` is wrong. `field` names it.'),
  PERSON_MISSING: definition(false, 'Neither `userId` nor `anonymousId` is given.'),
  IDENTIFIER_BLOCKED: definition(
    false,
    'An id is a placeholder that many would share, such as `null` or `0`. Leave it out, or see `identity.blocked`.',
  ),
  IDENTITY_CONFLICT: definition(
    false,
    'The device counts for another person, is shared, or is itself somebody known: people are never merged. `details.because` says which.',
  ),
  IDENTITY_LIMIT: definition(
    false,
    'The person has as many devices, or the device was merged as often, as `identity` allows. `details.because` says which.',
  ),
  IDENTITY_UNKNOWN: definition(false, 'The device does not count for this person, so there is no merge to take back.'),
  SIGNAL_TYPE_UNKNOWN: definition(false, 'No signal type of this name is declared. Declare it in `signals`.'),
  SIGNAL_TIMESTAMP_FUTURE: definition(
    false,
    'A signal lies further in the future than clocks may differ (default: 5 minutes).',
  ),
  SIGNAL_ERASED: definition(false, 'The signal is older than the erasure of its person and was not stored.'),
  SIGNAL_EXPIRED: definition(
    false,
    'The signal is older than `retention` keeps signals: it was not stored, and may have been before.',
  ),
  ITEM_UNKNOWN: definition(false, 'The catalogue holds no such item, and no model knows it.'),
  CAMPAIGN_UNKNOWN: definition(false, 'No campaign of this name is declared in `campaigns`.'),
  CHANNEL_UNKNOWN: definition(false, 'No dispatcher serves this channel. Add its plugin.'),
  SEGMENT_UNKNOWN: definition(false, 'No segment of this name is declared in `segments`.'),
  COLLECTOR_UNKNOWN: definition(false, 'No collector or dispatcher of this name is installed. Add its plugin.'),
  JOB_UNKNOWN: definition(false, 'No job of this name is declared in `jobs`.'),
  JOB_LOST: definition(true, 'The job is running elsewhere, or was taken over by another process: stop.'),
  DESTINATION_UNKNOWN: definition(false, 'No destination of this name is installed. Add its plugin.'),
  RECOMMENDER_UNKNOWN: definition(false, 'No recommender of this name is installed.'),
  CONSENT_DENIED: definition(false, 'The person has not agreed to this purpose, or has withdrawn.'),
  PLUGIN_INVALID: definition(
    false,
    'A plugin, or a part that it brings, does not keep the contract. `field` names the member.',
  ),
  PLUGIN_FAILED: definition(false, 'A plugin threw. `cause` holds its error.'),
  ENGINE_CLOSED: definition(false, 'The engine is closed.'),
  ABORTED: definition(true, 'The caller aborted. Nothing was activated.'),
  STORE_CONFLICT: definition(true, 'Somebody changed an entry between read and write. Read again and retry.'),
  STORE_DUPLICATE: definition(
    true,
    'The batch held signals that are stored already, and asked to be refused then. `details.ids` names them.',
  ),
  STORE_FULL: definition(true, 'The disk under the store is full. Nothing was written.'),
  STORE_FAILED: definition(true, 'The store could not read or write. Nothing of the batch is acknowledged.'),
  STORE_DIFFERS: definition(
    false,
    'A copy is not what its source is: one of them was written to meanwhile, or held something before. `details` says where. Copy into an empty store while nothing writes.',
  ),
  STORE_CLOSED: definition(false, 'The store is closed.'),
  STORE_NEWER: definition(false, 'A newer version of the software wrote this store. Update the package.'),
  SNAPSHOT_INVALID: definition(
    false,
    'A model snapshot is damaged or of another kind or version. The last good one stays active.',
  ),
  MODEL_UNKNOWN: definition(false, 'No model of this name learns here, or it has no version to go back to.'),
  MODEL_TOO_LARGE: definition(
    false,
    'There is more to learn from than this model, or its budget, is made for. `details` says how much, and which model to take.',
  ),
  ADDRESS_SUPPRESSED: definition(
    false,
    'The address must not be written to: it bounced, somebody there complained, or it was suppressed by hand.',
  ),
  ADDRESS_INVALID: definition(false, 'An address is not exactly one plain address. It is not repeated here.'),
  DELIVERY_REJECTED: definition(false, 'The provider refused the message for good.'),
  DELIVERY_TRANSIENT: definition(true, 'The provider surely did not accept the message and may later.'),
  DELIVERY_UNKNOWN: definition(
    false,
    'The provider may or may not have accepted the message. It is not sent again by itself.',
  ),
  DELIVERY_UNAUTHORISED: definition(true, 'The provider refused our credentials. Mend them: messages wait for a day.'),
  DELIVERY_RATE_LIMITED: definition(true, 'The provider asks to slow down. `details.retryAfterMs` says for how long.'),
  PLATFORM_REJECTED: definition(false, 'A platform refused a call for good. `details` says with which status.'),
  PLATFORM_TRANSIENT: definition(
    true,
    'A platform could not be reached or is busy. `details.maybeTaken` says where it may have acted nonetheless.',
  ),
  PLATFORM_UNAUTHORISED: definition(true, 'A platform refused our credentials, or they lack a permission. Mend them.'),
  PLATFORM_RATE_LIMITED: definition(true, 'A platform asks to slow down. `details.retryAfterMs` says for how long.'),
  REQUEST_UNAUTHORISED: definition(
    false,
    'A request over HTTP shows no key, or one that is not known, or comes from a page that may not send.',
  ),
  REQUEST_RATE_LIMITED: definition(
    true,
    'More requests over HTTP than a key may make. `Retry-After` says when to come again.',
  ),
  REQUEST_UNSUPPORTED: definition(
    false,
    'No such path, method or kind of body over HTTP. `details.status` is 404, 405 or 415.',
  ),
  REQUEST_FAILED: definition(true, 'A request over HTTP met a fault on our side. `onError` was told which.'),
  WEBHOOK_UNVERIFIED: definition(false, 'A webhook is not signed as it must be, too old, or from the future.'),
} as const satisfies Record<string, ErrorDefinition>;

/** The codes without their prefix, as they are given to {@link SintoniaError}. */
export type ErrorName = keyof typeof errorTable;
/** The codes as callers see them. */
export type ErrorCode = `SINTONIA_${ErrorName}`;

export interface ErrorOptions {
  /** The path of the value at fault, such as `properties.price` or `[3].userId`. */
  readonly field?: string | undefined;
  /** Facts for machines. Never personal data, never a secret. */
  readonly details?: Readonly<Record<string, JsonValue>> | undefined;
  readonly cause?: unknown;
}

// Registered globally, so that two copies of this package recognise each other's errors.
const marker = Symbol.for('sintonia.error');

/** The one error class. Tell errors apart by `code`; messages may be reworded at any time. */
export class SintoniaError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  // Declared only: an error has no such member unless it was given.
  declare readonly field?: string;
  declare readonly details?: Readonly<Record<string, JsonValue>>;

  constructor(name: ErrorName, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SintoniaError';
    this.code = `SINTONIA_${name}`;
    this.retryable = errorTable[name].retryable;
    if (options.field !== undefined) this.field = options.field;
    if (options.details !== undefined) this.details = options.details;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether this is an error of ours, from whichever copy of the package, and (if given) one of these codes. */
export function isSintoniaError(error: unknown, ...names: ErrorName[]): error is SintoniaError {
  if (typeof error !== 'object' || error === null || !(marker in error)) return false;
  return names.length === 0 || names.some((name) => (error as unknown as SintoniaError).code === `SINTONIA_${name}`);
}
