import { type ErrorName, isSintoniaError } from '@sintonia/spec';
import { expect } from 'vitest';

/** That an action fails with this code. */
export async function expectCode(action: () => unknown, code: ErrorName): Promise<void> {
  const outcome = await (async () => action())().then(
    () => 'no error at all',
    (error: unknown) => error,
  );
  expect(isSintoniaError(outcome) ? outcome.code : outcome, 'the code of the error').toBe(`SINTONIA_${code}`);
}
