import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a header `Authorization` is `Bearer` and one of the secrets. Nothing is when there is none. */
export function showsSecret(header: string | undefined, secrets: readonly string[]): boolean {
  // Hashes, so that how long it takes tells nothing of the length either.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const given = digest(header ?? '');
  return secrets.filter((secret) => timingSafeEqual(digest(`Bearer ${secret}`), given)).length > 0;
}
