import { invalidSnapshot } from './snapshot-bytes.js';

/** Item ids as a section of a snapshot: a JSON list of texts. @throws SINTONIA_SNAPSHOT_INVALID */
export function readItemIds(section: Uint8Array): string[] {
  try {
    const ids: unknown = JSON.parse(new TextDecoder().decode(section));
    if (Array.isArray(ids) && ids.every((id): id is string => typeof id === 'string')) return ids;
  } catch {
    // Said below.
  }
  throw invalidSnapshot('Its item ids are no list of texts.');
}
