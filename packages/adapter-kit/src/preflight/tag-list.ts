/** The longest record that is looked at. No sane one of mail comes near; characters. */
export const LONGEST_RECORD = 4096;

/**
 * `tag=value; tag=value` (RFC 6376, section 3.2), in order, white space around tags and values removed. Undefined where it is none:
 * a tag without a value, with a bad name, or twice.
 */
export function tagsOf(record: string): ReadonlyMap<string, string> | undefined {
  if (record.length > LONGEST_RECORD) return undefined;
  const tags = new Map<string, string>();
  for (const part of record.replace(/;\s*$/, '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (!/^[a-z]\w*$/i.test(name) || tags.has(name)) return undefined;
    tags.set(name, part.slice(at + 1).trim());
  }
  return tags;
}
