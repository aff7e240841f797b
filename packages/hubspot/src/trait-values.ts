/** The longest text that an engine takes for names, addresses and the like; nothing longer says something about a person. */
const LONGEST = 10_000;

/** Whether an engine would take this trait. It refuses all of a person for one that it would not. */
export function fitsTrait(trait: string, value: string): boolean {
  return value.length <= LONGEST && value.isWellFormed() && (trait !== 'timezone' || value === '' || isTimeZone(value));
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
