import { describe, expect, it } from 'vitest';
import { type ErrorName, errorTable, isSintoniaError, SintoniaError } from './errors.js';

// The query makes it another module: what two installed versions of this package look like to each other.
const secondCopy: typeof import('./errors.js') = await import(/* @vite-ignore */ `./errors.js?copy=${'second'}`);

// Callers tell errors apart by these: one may be added, none may change or go.
const published = [
  'INPUT_INVALID',
  'INPUT_TOO_LARGE',
  'INPUT_TOO_DEEP',
  'INPUT_TOO_MANY_KEYS',
  'INPUT_KEY_FORBIDDEN',
  'INPUT_NOT_JSON',
  'OPTION_INVALID',
  'PERSON_MISSING',
  'SIGNAL_TYPE_UNKNOWN',
  'SIGNAL_TIMESTAMP_FUTURE',
  'SIGNAL_ERASED',
  'SIGNAL_EXPIRED',
  'ITEM_UNKNOWN',
  'CAMPAIGN_UNKNOWN',
  'CHANNEL_UNKNOWN',
  'COLLECTOR_UNKNOWN',
  'RECOMMENDER_UNKNOWN',
  'CONSENT_DENIED',
  'PLUGIN_INVALID',
  'PLUGIN_FAILED',
  'ENGINE_CLOSED',
  'ABORTED',
  'STORE_CONFLICT',
  'STORE_DUPLICATE',
  'STORE_FULL',
  'STORE_FAILED',
  'STORE_CLOSED',
  'STORE_NEWER',
  'SNAPSHOT_INVALID',
  'MODEL_TOO_LARGE',
  'ADDRESS_INVALID',
  'ADDRESS_SUPPRESSED',
  'DELIVERY_REJECTED',
  'DELIVERY_TRANSIENT',
  'DELIVERY_UNKNOWN',
  'DELIVERY_UNAUTHORISED',
  'DELIVERY_RATE_LIMITED',
  'PLATFORM_REJECTED',
  'PLATFORM_TRANSIENT',
  'PLATFORM_UNAUTHORISED',
  'PLATFORM_RATE_LIMITED',
  'REQUEST_UNAUTHORISED',
  'REQUEST_RATE_LIMITED',
  'REQUEST_UNSUPPORTED',
  'REQUEST_FAILED',
  'WEBHOOK_UNVERIFIED',
] as const;

describe('SintoniaError', () => {
  it('carries its code, whether to retry, and where', () => {
    const cause = new Error('disk');
    const error = new SintoniaError('STORE_FAILED', 'The store failed.', {
      field: '[3].userId',
      details: { attempt: 2 },
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'SintoniaError',
      code: 'SINTONIA_STORE_FAILED',
      message: 'The store failed.',
      retryable: true,
      field: '[3].userId',
      details: { attempt: 2 },
      cause,
    });
  });

  it('has no members for what was not given', () => {
    const error = new SintoniaError('ENGINE_CLOSED', 'The engine is closed.');
    for (const member of ['field', 'details', 'cause']) expect(member in error).toBe(false);
  });

  it('takes retryable from the table', () => {
    for (const name of Object.keys(errorTable) as ErrorName[]) {
      expect(new SintoniaError(name, '').retryable).toBe(errorTable[name].retryable);
    }
  });

  it('does not show its mark to those who list its members', () => {
    const error = new SintoniaError('ABORTED', 'Aborted.');
    expect(Object.keys(error)).toEqual(['code', 'retryable', 'name']);
    expect(Object.getOwnPropertySymbols({ ...error })).toEqual([]);
  });
});

describe('isSintoniaError', () => {
  it('knows the errors of another copy of the package', () => {
    expect(secondCopy.SintoniaError).not.toBe(SintoniaError);
    const foreign = new secondCopy.SintoniaError('STORE_FULL', 'The disk is full.');
    expect(foreign).not.toBeInstanceOf(SintoniaError);
    expect(isSintoniaError(foreign)).toBe(true);
    expect(isSintoniaError(foreign, 'STORE_FULL')).toBe(true);
    expect(secondCopy.isSintoniaError(new SintoniaError('STORE_FULL', 'Full.'), 'STORE_FULL')).toBe(true);
  });

  it('asks for one of the codes, when codes are given', () => {
    const error = new SintoniaError('STORE_FULL', 'Full.');
    expect(isSintoniaError(error, 'STORE_FAILED', 'STORE_FULL')).toBe(true);
    expect(isSintoniaError(error, 'STORE_FAILED')).toBe(false);
  });

  it.each([[undefined], [null], ['SINTONIA_STORE_FULL'], [new Error('x')], [{ code: 'SINTONIA_STORE_FULL' }]])(
    'knows that %s is none of ours',
    (value) => expect(isSintoniaError(value)).toBe(false),
  );
});

describe('errorTable', () => {
  it('keeps every code that was ever published', () => {
    expect(Object.keys(errorTable)).toEqual(expect.arrayContaining([...published]));
  });

  it.each(Object.entries(errorTable))('%s has a name of its own form and a meaning that is a sentence', (name, row) => {
    expect(name).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(row.meaning).toMatch(/^[A-Z].*\.$/);
  });
});
