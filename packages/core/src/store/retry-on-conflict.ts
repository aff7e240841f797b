import { isSintoniaError } from '@sintonia/spec';

const ATTEMPTS = 50;

/** Runs a read-then-commit again for as long as somebody else is faster, up to 50 times. */
export async function retryOnConflict<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= ATTEMPTS || !isSintoniaError(error, 'STORE_CONFLICT')) throw error;
    }
  }
}
