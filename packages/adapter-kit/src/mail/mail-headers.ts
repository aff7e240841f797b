import { type Message, SintoniaError, type Unsubscribe } from '@sintonia/spec';
import { plainAddress } from '../plain-address.js';
import { oneLine } from './one-line.js';

/**
 * All headers that a message may add. Where there is a way out, it is one click (RFC 8058); a list is what marketing is sent to, so
 * only such messages have one.
 */
export function headersOf({ sendKey, locale, unsubscribe }: Message): Readonly<Record<string, string>> {
  return {
    // No auto-reply may answer (RFC 3834).
    'Auto-Submitted': 'auto-generated',
    'Content-Language': headerSafe(oneLine(locale)),
    'X-Sintonia-Send-Key': headerSafe(sendKey),
    ...(unsubscribe && {
      'List-Unsubscribe': waysOut(unsubscribe),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
}

function waysOut({ url, mailto }: Unsubscribe): string {
  const link = URL.canParse(url) ? new URL(url) : undefined;
  const isLocal = link?.hostname === 'localhost' || link?.hostname === '127.0.0.1';
  // Receivers post to nothing but HTTPS. What `URL` writes is ASCII and holds no angle bracket.
  if (link === undefined || (link.protocol !== 'https:' && !(isLocal && link.protocol === 'http:'))) {
    throw new SintoniaError('DELIVERY_REJECTED', 'The way out must be an https address.', { field: 'unsubscribe.url' });
  }
  const ways = [`<${link.href}>`];
  if (mailto !== undefined) {
    const [address = '', query] = mailto.split('?', 2);
    const more = query === undefined ? '' : `?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;
    ways.unshift(`<mailto:${plainAddress(address, 'unsubscribe.mailto')}${more}>`);
  }
  return ways.join(', ');
}

/** Printable ASCII stays as it is, so that what comes back in a bounce can be compared. */
function headerSafe(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
