import { bounds, type DeliveryEvent, isIdentifier, SintoniaError } from '@sintonia/spec';
import { hashIn, hashOf } from './bounce-token.js';
import { allParts, type Field, fieldsOf, firstOf, type MimePart, readMime } from './mime-part.js';
import { complaintIn, deliveryIn } from './reported-fate.js';

export interface ReportContext {
  /** Those that tokens are sealed with. */
  readonly secrets: readonly string[];
  /** Of our Message-IDs. */
  readonly domain: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/**
 * What a mail to the address for bounces reports: RFC 3464 (what became of a message) and RFC 5965 (a complaint). A mail that is no
 * report, or not about a message of ours, reports nothing: out-of-office notes come here, too, and anybody can write here. For the
 * same reason an event never names an address: only the message, by a token that nobody else can make.
 *
 * @throws SINTONIA_INPUT_INVALID that names the field of a report about our message that can't be read, SINTONIA_INPUT_TOO_LARGE.
 */
export function mailReports(raw: Uint8Array, { secrets, domain, receivedAt }: ReportContext): readonly DeliveryEvent[] {
  if (raw.length > bounds.bytes) {
    throw new SintoniaError('INPUT_TOO_LARGE', `The mail has more than ${bounds.bytes} bytes.`, { field: 'body' });
  }
  const mail = readMime(raw);
  const parts = allParts(mail);
  const report = parts.find(({ type }) => reportTypes.test(type));
  if (report === undefined) return [];
  const returned = parts.flatMap(returnedHeaders);
  const named = `${linesOf(mail.headers)}\n${report.body}\n${linesOf(returned)}`;
  const hash = hashIn(named, secrets);
  if (hash === undefined) return [];
  const told = report.type === 'message/feedback-report' ? complaintIn(report.body) : deliveryIn(report.body);
  if (told === undefined) return [];
  const date = told.date ?? firstOf(mail.headers, 'date') ?? '';
  const sendKey = sendKeyIn(named, hash);
  return [
    {
      id: `report-${hashOf(JSON.stringify([hash, told.kind, told.because, date]))}`,
      kind: told.kind,
      at: momentOf(date, receivedAt),
      ...(sendKey !== undefined && { sendKey }),
      providerId: `<${hash}@${domain}>`,
      because: told.because,
    },
  ];
}

const reportTypes = /^message\/(?:(?:global-)?delivery-status|feedback-report)$/;

/** The headers of the message that was given back, whole or not. */
function returnedHeaders({ type, body }: MimePart): readonly Field[] {
  if (!/^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/.test(type)) return [];
  return fieldsOf(body.slice(0, Math.max(body.indexOf('\n\n'), 0) || body.length));
}

function linesOf(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** The send key behind the token of the envelope, or in the header that it was sent with, if it is really that of the token. */
function sendKeyIn(text: string, hash: string): string | undefined {
  const told = [...text.matchAll(/(?:[a-z2-7]{52}\.|x-sintonia-send-key: )([!-~]{1,256})/gi)].slice(0, 20);
  return told.map(([, key]) => key).find((key) => isIdentifier(key) && hashOf(key) === hash);
}

/** Clocks of strangers: what they say happened later than we heard of it happened when we heard of it. */
function momentOf(date: string, receivedAt: number): number {
  const at = /^(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4}/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? receivedAt : Math.min(at, receivedAt);
}
