import { isSintoniaError, type Message, type Receipt, type SintoniaError } from '@sintonia/spec';

export type WordAboutOne = Receipt | SintoniaError;

/**
 * A word about each of several messages, in their order. What can't be made ready, such as one with a bad address, gets its own
 * error, and the others are sent together.
 *
 * @param ready throws the error of this one message.
 * @param send a word about each of what is ready; where it throws one of our errors, that is the word about all of it. Not called for none.
 */
export async function wordsAboutEach<Ready>(
  messages: readonly Message[],
  ready: (message: Message) => Ready,
  send: (all: readonly Ready[]) => Promise<readonly WordAboutOne[]>,
): Promise<readonly WordAboutOne[]> {
  const words: (WordAboutOne | undefined)[] = [];
  const good: Ready[] = [];
  for (const message of messages) {
    try {
      good.push(ready(message));
      words.push(undefined);
    } catch (error) {
      words.push(wordOf(error));
    }
  }
  const told = good.length === 0 ? [] : await send(good).catch((error: unknown) => forAll(error, good.length));
  let next = 0;
  return words.map((word) => word ?? (told[next++] as WordAboutOne));
}

/** An error as a word about one. @throws whatever is none of ours. */
export function wordOf(error: unknown): SintoniaError {
  if (!isSintoniaError(error)) throw error;
  return error;
}

function forAll(error: unknown, count: number): readonly SintoniaError[] {
  const word = wordOf(error);
  return Array.from({ length: count }, () => word);
}
