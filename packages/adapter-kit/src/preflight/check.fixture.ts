import { generateKeyPairSync } from 'node:crypto';
import { fakeResolver, type Zone } from './fake-resolver.fixture.js';
import { type PreflightOptions, preflight } from './preflight.js';

export function rsa(modulusLength: number, type: 'spki' | 'pkcs1' = 'spki'): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return publicKey.export({ type, format: 'der' }).toString('base64');
}
export const key = rsa(2048);
export const ed25519 = generateKeyPairSync('ed25519')
  .publicKey.export({ type: 'spki', format: 'der' })
  .subarray(-32)
  .toString('base64');

export const good: Zone = {
  'example.com': ['v=spf1 include:_spf.provider.example -all', 'site-verification=1'],
  '_spf.provider.example': ['v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all'],
  's1._domainkey.example.com': [`v=DKIM1; k=rsa; p=${key}`],
  '_dmarc.example.com': ['v=DMARC1; p=reject; rua=mailto:dmarc@example.com'],
};

export async function check(zone: Zone, options: PreflightOptions = {}, domain = 'example.com') {
  const resolver = fakeResolver({ ...good, ...zone });
  const result = await preflight(domain, { dkimSelectors: ['s1'], timeoutMs: 50, ...options, resolver });
  const reasons = result.findings.filter(({ status }) => status !== 'pass').map(({ reason }) => reason);
  return { ...result, reasons, asked: resolver.asked };
}

export const spf = (record: string, more: Zone = {}) => check({ 'example.com': [record], ...more });
export const dkim = (record: string) => check({ 's1._domainkey.example.com': [record] });
export const dmarc = (record: string, more: Zone = {}) => check({ '_dmarc.example.com': [record], ...more });
