import { createHash } from 'node:crypto';
import type { PersonId } from '@sintonia/spec';

export interface Sending {
  readonly tenant: string;
  readonly campaign: string;
  readonly occasion: string;
  readonly person: PersonId;
  readonly channel: string;
}

/** The key under which a message is sent at most once: 32 hexadecimal digits, a pure function of what makes it the same message. */
export function sendKeyOf({ tenant, campaign, occasion, person, channel }: Sending): string {
  return createHash('sha256')
    .update(JSON.stringify([tenant, campaign, occasion, person, channel]))
    .digest('hex')
    .slice(0, 32);
}
