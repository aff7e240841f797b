/** Laws that are not checked, by their text, each with the reason why not. */
export type SkippedLaws = Readonly<Record<string, string>>;

/** @throws Error when a skip names no law, or gives no reason. */
export function assertReasons(skip: SkippedLaws, laws: readonly { readonly law: string }[]): void {
  for (const [law, reason] of Object.entries(skip)) {
    if (!laws.some((other) => other.law === law)) throw new Error(`There is no law "${law}" to skip.`);
    if (reason.trim() === '') throw new Error(`Skipping "${law}" needs a reason.`);
  }
}
