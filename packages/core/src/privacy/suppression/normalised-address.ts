import { domainToASCII } from 'node:url';

/**
 * An address in the one way of writing that all ways of writing it share. Of e-mail addresses upper and lower case make no difference,
 * in front of the `@` either (RFC 5321 leaves that to the receiver; no receiver of note tells them apart), nor whether a domain is written in
 * Unicode. Dots and `+tags` do: to some receivers these are other people. Of telephone numbers only digits count. Addresses of other
 * channels (tokens of devices) stand as they are.
 */
export function normalisedAddress(channel: string, address: string): string {
  const plain = address.normalize('NFC').trim();
  if (channel === 'email') return normalisedMailbox(plain);
  if (channel === 'sms' || channel === 'whatsapp' || channel === 'voice') return normalisedNumber(plain);
  return plain;
}

function normalisedMailbox(address: string): string {
  const folded = address.toLowerCase();
  const at = folded.lastIndexOf('@');
  const domain = folded.slice(at + 1).replace(/\.$/, '');
  // Empty where it is no domain at all: what can't be read is compared as it is.
  return at < 0 ? folded : `${folded.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

function normalisedNumber(number: string): string {
  const digits = number.replace(/\D/g, '').replace(/^00/, '');
  return digits === '' ? number : digits;
}
