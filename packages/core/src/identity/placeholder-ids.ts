/** What trackers send when they know nobody: words for nobody, and what languages print for "nothing". */
const WORDS: readonly string[] = [
  ...['', 'null', '(null)', 'nil', 'none', 'undefined', 'nan', 'n/a', 'not set', '(not set)', 'not_set'],
  ...['true', 'false', '-1', '0', '[object object]', '{}', '[]'],
  ...['anonymous', 'anon', 'guest', 'unknown', 'unidentified'],
];

/** Longer than any number that counts people: below, the same digit over and over may well be somebody's number. */
const LONGER_THAN_NUMBERS = 16;

export interface PlaceholderOptions {
  /** Default: none beside those that are known. */
  readonly blocked?: readonly string[];
  /** Default: none. */
  readonly allowed?: readonly string[];
}

/**
 * Tells ids from placeholders that would make one person of thousands: a list of words, zeros of any length (the zero UUID,
 * too), and one character over and over (3 or more; digits 16 or more). Case and blanks around don't matter.
 */
export function placeholderIds({ blocked = [], allowed = [] }: PlaceholderOptions = {}): (id: string) => boolean {
  const fine = new Set(allowed.map(plain));
  const words = new Set([...WORDS, ...blocked.map(plain)]);
  return (id) => {
    const text = plain(id);
    return !fine.has(text) && (words.has(text) || isOneCharacter(text));
  };
}

function plain(id: string): string {
  return id.trim().toLowerCase();
}

function isOneCharacter(text: string): boolean {
  const bare = text.replace(/[-_.:{}\s]/g, '') || text;
  const first = bare.charAt(0);
  if (bare !== first.repeat(bare.length)) return false;
  if (first === '0') return true;
  return bare.length >= (/\d/.test(first) || bare.length !== text.length ? LONGER_THAN_NUMBERS : 3);
}
