/** Traits that are texts, whoever tells them. */
export const textTraits = ['email', 'phone', 'firstName', 'lastName', 'birthday', 'locale', 'timezone'] as const;

/** The most characters that these may have. */
export const LONGEST_TRAIT = 10_000;

/** Whether this is an IANA zone such as `Europe/Madrid`, or what else this machine knows as one. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
