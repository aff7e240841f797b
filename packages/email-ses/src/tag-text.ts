const ENCODED = 'b64_';
const LONGEST = 256;
const plain = /^[\w.@-]{1,256}$/;

/**
 * A text as the value of a tag of SES, which is letters, digits, `_`, `-`, `.` and `@`: as it is where it can be, else as base64.
 * Undefined where it is too long.
 */
export function tagOf(text: string): string | undefined {
  if (plain.test(text) && !text.startsWith(ENCODED)) return text;
  const encoded = `${ENCODED}${Buffer.from(text).toString('base64url')}`;
  return encoded.length <= LONGEST ? encoded : undefined;
}

/** The text that {@link tagOf} made a tag of. */
export function textOfTag(tag: unknown): string | undefined {
  if (typeof tag !== 'string') return undefined;
  return tag.startsWith(ENCODED) ? Buffer.from(tag.slice(ENCODED.length), 'base64url').toString() : tag;
}
