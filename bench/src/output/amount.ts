/** A measured number to three digits that count: more would be noise. */
export function amount(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
