import {
  type ChannelDispatcher,
  isSintoniaError,
  type Message,
  type Receipt,
  type SintoniaError,
} from '@sintonia/spec';

/** Dispatches as the engine would. The message is frozen: it belongs to the outbox. */
export function dispatch(dispatcher: ChannelDispatcher, message: Message, abort?: AbortSignal): Promise<Receipt> {
  Object.freeze(message.content);
  return dispatcher.dispatch(Object.freeze(message), {
    idempotencyKey: message.sendKey,
    abort: abort ?? new AbortController().signal,
  });
}

/** The error with which a dispatch ends, or a failure if it does not end with one of ours. */
export async function failureOf(attempt: Promise<Receipt>): Promise<SintoniaError> {
  const outcome = await attempt.then(
    () => new Error('The dispatcher says that the message was accepted.'),
    (error: unknown) => error,
  );
  if (isSintoniaError(outcome)) return outcome;
  throw new Error('The dispatch must end with a SintoniaError.', { cause: outcome });
}
