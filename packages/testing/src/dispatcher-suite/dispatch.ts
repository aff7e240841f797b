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

/** Dispatches several in one request. Where it throws, that is the word about each. */
export async function dispatchMany(
  dispatcher: ChannelDispatcher,
  messages: readonly Message[],
  abort: AbortSignal = new AbortController().signal,
): Promise<readonly (Receipt | SintoniaError)[]> {
  for (const message of messages) Object.freeze(Object.freeze(message).content);
  const idempotencyKey = messages.map(({ sendKey }) => sendKey).join();
  try {
    const words = await dispatcher.dispatchMany?.(Object.freeze(messages), { idempotencyKey, abort });
    if (words?.length === messages.length) return words;
  } catch (error) {
    if (isSintoniaError(error)) return messages.map(() => error);
    throw new Error('The dispatch must end with a SintoniaError.', { cause: error });
  }
  throw new Error('The dispatch must end with a word about each message.');
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
