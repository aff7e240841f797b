import { createPublicKey } from 'node:crypto';
import { type Finding, type FindingDetails, type FindingReason, findingsOf } from './finding.js';
import { type Answers, Unanswered } from './mail-resolver.js';
import { tagsOf } from './tag-list.js';

/** Bits of RSA keys (RFC 8301): refused below, advised from, and verified up to. */
const SHORTEST = 1024;
const ADVISED = 2048;
const LONGEST = 4096;
const ED25519_BYTES = 32;

type Judgement = readonly [reason: FindingReason, details?: FindingDetails];

/** DKIM keys (RFC 6376, RFC 8463) of a domain by their selectors. */
export async function checkDkim(
  domain: string,
  selectors: readonly string[],
  answers: Answers,
): Promise<readonly Finding[]> {
  if (selectors.length === 0) return [findingsOf('dkim', domain)('dkimNoSelector')];
  const keys = await Promise.all(selectors.map((selector) => keyAt(`${selector}._domainkey.${domain}`, answers)));
  const findings = keys.flatMap(({ name, judgements }) =>
    judgements.map(([reason, details]) => findingsOf('dkim', name)(reason, details)),
  );
  const isOnlyEd25519 = keys.every(({ kind }) => kind === 'ed25519');
  return isOnlyEd25519 ? [...findings, findingsOf('dkim', domain)('dkimOnlyEd25519')] : findings;
}

interface KeyFound {
  readonly name: string;
  readonly kind?: 'rsa' | 'ed25519';
  readonly judgements: readonly Judgement[];
}

async function keyAt(name: string, answers: Answers): Promise<KeyFound> {
  try {
    const records = await answers.texts(name);
    const [record] = records;
    if (record === undefined) return { name, judgements: [['dkimNone']] };
    if (records.length > 1) return { name, judgements: [['dkimSeveral', { records: records.length }]] };
    return { name, ...judged(record) };
  } catch (error) {
    if (error instanceof Unanswered) return { name, judgements: [['unanswered', { host: error.host }]] };
    throw error;
  }
}

function judged(record: string): Omit<KeyFound, 'name'> {
  const tags = tagsOf(record);
  const wrong = (tag: string) => ({ judgements: [['dkimSyntax', { tag }] as const] });
  if (tags === undefined) return wrong('the form');
  const version = tags.get('v');
  if (version !== undefined && (version !== 'DKIM1' || tags.keys().next().value !== 'v')) return wrong('v');
  const kind = tags.get('k') ?? 'rsa';
  if (kind !== 'rsa' && kind !== 'ed25519') return wrong('k');
  if (!wordsOf(tags.get('h') ?? 'sha256').includes('sha256')) return wrong('h');
  if (!wordsOf(tags.get('s') ?? '*').some((service) => service === '*' || service === 'email')) return wrong('s');
  const key = tags.get('p')?.replace(/\s/g, '');
  if (key === undefined) return wrong('p');
  if (key === '') return { judgements: [['dkimRevoked']] };
  const judgements = [
    ...judgedKey(kind, key),
    ...(wordsOf(tags.get('t') ?? '').includes('y') ? [['dkimTesting'] as const] : []),
  ];
  return { kind, judgements: judgements.length > 0 ? judgements : [['dkimFine']] };
}

function judgedKey(kind: 'rsa' | 'ed25519', key: string): readonly Judgement[] {
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(key)) return [['dkimKeyBroken']];
  const bytes = Buffer.from(key, 'base64');
  if (kind === 'ed25519') return bytes.length === ED25519_BYTES ? [] : [['dkimKeyBroken']];
  const bits = rsaBits(bytes);
  if (bits === undefined) return [['dkimKeyBroken']];
  if (bits < SHORTEST) return [['dkimKeyShort', { bits }]];
  if (bits < ADVISED) return [['dkimKeyWeak', { bits }]];
  return bits > LONGEST ? [['dkimKeyLong', { bits }]] : [];
}

/** Of a key as everybody publishes it (SubjectPublicKeyInfo), or to the letter of the RFC (RSAPublicKey). */
function rsaBits(key: Buffer): number | undefined {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key, format: 'der', type });
      if (asymmetricKeyType === 'rsa') return asymmetricKeyDetails?.modulusLength;
    } catch {
      // The other form, then.
    }
  }
  return undefined;
}

function wordsOf(list: string): readonly string[] {
  return list.split(':').map((word) => word.trim());
}
