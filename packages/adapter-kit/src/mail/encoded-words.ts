/** Of UTF-8 in one encoded word, which has at most 75 characters (RFC 2047). */
const MOST_BYTES = 45;

/** A text as encoded words, where it isn't plain ASCII or would be taken for such words itself. */
export function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [];
  let word = '';
  // By whole characters: none may be torn in two.
  for (const character of text) {
    if (Buffer.byteLength(word + character) > MOST_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}
