import { setTimeout as pause } from 'node:timers/promises';
import { isSintoniaError } from '@sintonia/spec';

const ATTEMPTS = 200;
/** So many conflicts are met by trying again at once; then those who compete are spread over time. */
const AT_ONCE = 5;

/** Runs a read-then-commit again for as long as somebody else is faster, up to 200 times. */
export async function retryOnConflict<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= ATTEMPTS || !isSintoniaError(error, 'STORE_CONFLICT')) throw error;
      // Chance decides only who waits for whom.
      if (count > AT_ONCE) await pause(Math.random() * count);
    }
  }
}
