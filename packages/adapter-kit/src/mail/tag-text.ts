const ENCODED = 'b64_';
const LONGEST = 256;

/**
 * A text as the value of a tag: as it is where it is `plain`, else as base64url. Undefined where it would have more than 256 characters.
 *
 * @param plain what the provider takes in tags, as a pattern for the whole text. Letters, digits, `_` and `-` must be part of it.
 */
export function tagOf(text: string, plain = /^[\w-]+$/): string | undefined {
  const isPlain = plain.test(text) && !text.startsWith(ENCODED);
  const tag = isPlain ? text : `${ENCODED}${Buffer.from(text).toString('base64url')}`;
  return tag.length <= LONGEST ? tag : undefined;
}

/** The text that {@link tagOf} made a tag of. */
export function textOfTag(tag: unknown): string | undefined {
  if (typeof tag !== 'string') return undefined;
  return tag.startsWith(ENCODED) ? Buffer.from(tag.slice(ENCODED.length), 'base64url').toString() : tag;
}
