import { createHash } from 'node:crypto';

/** An id that says what is told, so that Segment counts it once however often it comes: it keeps ids for at least a day. */
export function messageIdOf(told: object): string {
  return `sintonia-${createHash('sha256').update(JSON.stringify(told)).digest('base64url')}`;
}
