import { expect, it } from 'vitest';
import { normalisedAddress } from './normalised-address.js';

it.each([
  ['email', ' Ana.Oneill@Example.COM ', 'ana.oneill@example.com'],
  ['email', 'ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
  ['email', 'ANA@MÜNCHEN.example.', 'ana@xn--mnchen-3ya.example'],
  ['email', 'ana+shop@example.com', 'ana+shop@example.com'],
  ['email', 'no address', 'no address'],
  ['sms', '+1 (555) 010-0', '15550100'],
  ['sms', '0015550100', '15550100'],
  ['push', ' Token-AbC ', 'Token-AbC'],
])('an address of %s, %j, is the same as %j', (channel, address, same) => {
  expect(normalisedAddress(channel, address)).toBe(same);
});

it('addresses that may be two people stay two', () => {
  const mailboxes = ['a.na@example.com', 'ana@example.com', 'ana+1@example.com', 'ana@example.org'];
  expect(new Set(mailboxes.map((address) => normalisedAddress('email', address))).size).toBe(4);
});
