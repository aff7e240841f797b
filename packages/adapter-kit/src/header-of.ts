/** A header by its name in any case. `undefined` when it is absent, empty, or there twice with different values. */
export function headerOf(headers: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = new Set(
    Object.entries(headers)
      .filter(([key, value]) => key.toLowerCase() === wanted && value !== undefined && value !== '')
      .map(([, value]) => value),
  );
  return values.size === 1 ? [...values][0] : undefined;
}
