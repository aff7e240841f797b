import { createHash } from 'node:crypto';

/** What a file of purchases doesn't tell, and the demo makes up. */
export interface MadeUpPerson {
  readonly consents: boolean;
  readonly firstName: string;
  readonly locale: 'en' | 'es';
  readonly email: string;
}

const CONSENTING = 0.7;
const SPANISH = 1 / 3;
const NAMES = {
  en: [
    'Alice',
    'Ben',
    'Chloe',
    'Daniel',
    'Emma',
    'Finn',
    'Grace',
    'Henry',
    'Isla',
    'Jack',
    'Kate',
    'Leo',
    'Mia',
    'Noah',
  ],
  es: [
    'Ana',
    'Bruno',
    'Carmen',
    'Diego',
    'Elena',
    'Fabio',
    'Gloria',
    'Hugo',
    'Inés',
    'Javier',
    'Lucía',
    'Marco',
    'Nuria',
  ],
} as const;

/** Always the same for the same customer id, and nothing of that id is in it. */
export function madeUpPerson(customerId: string): MadeUpPerson {
  const hash = createHash('sha256').update(`sintonia demo ${customerId}`).digest();
  const share = (offset: number) => hash.readUInt32BE(offset) / 2 ** 32;
  const locale = share(4) < SPANISH ? 'es' : 'en';
  const names = NAMES[locale];
  const firstName = names[hash.readUInt32BE(8) % names.length] as string;
  const mailbox = firstName
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');
  return {
    consents: share(0) < CONSENTING,
    firstName,
    locale,
    email: `${mailbox}.${hash.toString('hex', 16, 24)}@example.com`,
  };
}
