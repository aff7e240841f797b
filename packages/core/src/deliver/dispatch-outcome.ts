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
      /** Whether it was about this message; else the whole channel has to wait, and the message keeps its tries. */
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

/** Hands a message over and sorts what comes back. Whatever a dispatcher does not explain counts as perhaps accepted. */
export async function dispatchOutcome(
  dispatcher: ChannelDispatcher,
  message: Message,
  abort: AbortSignal,
): Promise<DispatchOutcome> {
  try {
    const receipt = await untilAborted(dispatcher.dispatch(message, { idempotencyKey: message.sendKey, abort }), abort);
    return { kind: 'accepted', ...providerIdIn(receipt) };
  } catch (error) {
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
    return { kind: 'unknown', code: 'SINTONIA_DELIVERY_UNKNOWN' };
  }
}

/** Nothing else of a receipt is kept: who knows what a provider's answer repeats. */
function providerIdIn(receipt: Receipt | undefined): { readonly providerId?: string } {
  const providerId = receipt?.providerId;
  return isIdentifier(providerId) ? { providerId } : {};
}

/** A dispatcher that ignores `abort` must not keep a message for ever. */
function untilAborted<Result>(work: Promise<Result>, abort: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('The claim ran out.'));
    if (abort.aborted) stop();
    abort.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => abort.removeEventListener('abort', stop));
  });
}
