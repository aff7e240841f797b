/** Does the work for every element, a few at a time. After an error nothing new is begun; what is under way ends first. */
export async function inParallel<Element>(
  elements: Iterable<Element>,
  work: (element: Element) => Promise<void>,
  atOnce = 16,
): Promise<void> {
  const waiting = elements[Symbol.iterator]();
  const errors: unknown[] = [];
  const worker = async () => {
    for (let next = waiting.next(); !next.done && errors.length === 0; next = waiting.next()) {
      await work(next.value).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (errors.length > 0) throw errors[0];
}
