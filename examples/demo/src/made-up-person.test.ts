import { expect, it } from 'vitest';
import { madeUpPerson } from './made-up-person.js';

const crowd = Array.from({ length: 5_000 }, (_, index) => madeUpPerson(`customer ${index}`));
const share = (of: (person: (typeof crowd)[number]) => boolean) => crowd.filter(of).length / crowd.length;

it('makes up the same person every time', () => {
  expect(madeUpPerson('customer 7')).toEqual(crowd[7]);
});

it('has about 70% consent and a third speak Spanish', () => {
  expect(share(({ consents }) => consents)).toBeCloseTo(0.7, 1);
  expect(share(({ locale }) => locale === 'es')).toBeCloseTo(1 / 3, 1);
});

it('gives everybody an address of their own that nobody real can have, and nothing of the id is in it', () => {
  expect(new Set(crowd.map(({ email }) => email)).size).toBe(crowd.length);
  for (const { email } of crowd) expect(email).toMatch(/^[a-z]+\.[0-9a-f]{16}@example\.com$/);
});
