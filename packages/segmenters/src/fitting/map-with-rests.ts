/** So many of what takes some ten microseconds each. */
const BETWEEN_RESTS = 200;

/** What `work` makes of each, with a rest now and then. @param rest turns the event loop; throws when the fit is aborted. */
export async function mapWithRests<Each, Result>(
  all: readonly Each[],
  work: (each: Each) => Result,
  rest: () => Promise<void>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const each of all) {
    if (results.length % BETWEEN_RESTS === 0) await rest();
    results.push(work(each));
  }
  return results;
}
