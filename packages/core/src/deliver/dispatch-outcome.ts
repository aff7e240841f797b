import { createHash } from 'node:crypto';
import {
  type ChannelDispatcher,
  DAY,
  isIdentifier,
  isSintoniaError,
  type Message,
  MINUTE,
  type Receipt,
  SECOND,
} from '@sintonia/spec';

/** What is known about one try. */
export type DispatchOutcome =
  | { readonly kind: 'accepted'; readonly providerId?: string }
  /** Surely not accepted; may be tried again. */
  | {
      readonly kind: 'refusedForNow';
      readonly code: string;
      readonly waitMs: number;
      /** Whether it was about this message; else the provider as a whole has to wait, and the message keeps its tries. */
      readonly isTry: boolean;
    }
  /** Surely not accepted, and never will be. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Perhaps accepted. */
  | { readonly kind: 'unknown'; readonly code: string };

/** Nobody means it who asks for more. */
const LONGEST_WAIT = DAY;
/** A wrong password is mended by a person, and must not cost a whole campaign meanwhile. */
const WAIT_FOR_CREDENTIALS = 5 * MINUTE;

const UNKNOWN: DispatchOutcome = { kind: 'unknown', code: 'SINTONIA_DELIVERY_UNKNOWN' };

/**
 * Hands messages over, several in one request, and sorts what comes back, in their order. Whatever a dispatcher does not explain
 * counts as perhaps accepted.
 */
export async function dispatchOutcomes(
  dispatcher: ChannelDispatcher,
  messages: readonly Message[],
  abort: AbortSignal,
): Promise<readonly DispatchOutcome[]> {
  const [first, ...others] = messages as [Message, ...Message[]];
  try {
    if (others.length === 0 || dispatcher.dispatchMany === undefined) {
      const context = { idempotencyKey: first.sendKey, abort };
      return [accepted(await untilAborted(dispatcher.dispatch(first, context), abort))];
    }
    const context = { idempotencyKey: batchKeyOf(messages), abort };
    const words: unknown = await untilAborted(dispatcher.dispatchMany(messages, context), abort);
    if (!Array.isArray(words) || words.length !== messages.length) return messages.map(() => UNKNOWN);
    return words.map(outcomeOfWord);
  } catch (error) {
    return messages.map(() => outcomeOfError(error));
  }
}

/** The same for the same messages, in whichever order. */
export function batchKeyOf(messages: readonly Message[]): string {
  const keys = messages.map(({ sendKey }) => sendKey).sort();
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, 32);
}

function outcomeOfWord(word: unknown): DispatchOutcome {
  if (typeof word !== 'object' || word === null) return UNKNOWN;
  return isSintoniaError(word) || word instanceof Error ? outcomeOfError(word) : accepted(word);
}

function outcomeOfError(error: unknown): DispatchOutcome {
  if (isSintoniaError(error, 'DELIVERY_UNAUTHORISED')) {
    return { kind: 'refusedForNow', code: error.code, waitMs: WAIT_FOR_CREDENTIALS, isTry: false };
  }
  if (isSintoniaError(error, 'DELIVERY_TRANSIENT', 'DELIVERY_RATE_LIMITED')) {
    const asked = error.details?.retryAfterMs;
    const isTry = !isSintoniaError(error, 'DELIVERY_RATE_LIMITED');
    const unasked = isTry ? 0 : SECOND;
    const waitMs = typeof asked === 'number' && asked > 0 ? Math.min(asked, LONGEST_WAIT) : unasked;
    return { kind: 'refusedForNow', code: error.code, waitMs, isTry };
  }
  if (isSintoniaError(error, 'DELIVERY_REJECTED', 'ADDRESS_INVALID', 'INPUT_INVALID')) {
    return { kind: 'refused', code: error.code };
  }
  return UNKNOWN;
}

/** Nothing of a receipt is kept but the id: who knows what a provider's answer repeats. */
function accepted(receipt: Receipt | undefined): DispatchOutcome {
  const providerId = receipt?.providerId;
  return { kind: 'accepted', ...(isIdentifier(providerId) && { providerId }) };
}

/** A dispatcher that ignores `abort` must not keep a message for ever. */
function untilAborted<Result>(work: Promise<Result>, abort: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('It took too long.'));
    if (abort.aborted) stop();
    abort.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => abort.removeEventListener('abort', stop));
  });
}
