import { getDomain } from 'tldts';
import { type Finding, findingsOf } from './finding.js';
import { type Answers, Unanswered } from './mail-resolver.js';
import { tagsOf } from './tag-list.js';

const policies = ['none', 'quarantine', 'reject'];
/** Addresses for reports that are looked at. */
const MOST_REPORTED_TO = 10;

/** How closely the domains of SPF and DKIM must be that of the sender. */
export interface AlignmentModes {
  readonly spf: 'relaxed' | 'strict';
  readonly dkim: 'relaxed' | 'strict';
}

export interface DmarcCheck {
  readonly findings: readonly Finding[];
  /** Undefined where nobody knows. */
  readonly modes: AlignmentModes | undefined;
}

type Tags = ReadonlyMap<string, string>;

const relaxed: AlignmentModes = { spf: 'relaxed', dkim: 'relaxed' };

/** The domain under a public suffix that a name belongs to (RFC 7489, section 3.2); of a public suffix, itself. */
export function organisationOf(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}

/** DMARC (RFC 7489) for mail from a domain: its own record, else that of its organisation. */
export async function checkDmarc(domain: string, answers: Answers): Promise<DmarcCheck> {
  const organisation = organisationOf(domain);
  for (const owner of new Set([domain, organisation])) {
    const name = `_dmarc.${owner}`;
    const found = findingsOf('dmarc', name);
    try {
      const records = (await answers.texts(name)).filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text));
      const [record] = records;
      if (record === undefined) continue;
      if (records.length > 1) return { findings: [found('dmarcSeveral', { records: records.length })], modes: relaxed };
      const tags = tagsOf(record);
      const wrong = tags === undefined ? 'the form' : wrongTag(tags);
      if (tags === undefined || wrong !== undefined) {
        return { findings: [found('dmarcSyntax', { tag: wrong ?? '', domain: owner })], modes: relaxed };
      }
      return { findings: await judged(tags, domain, owner, answers), modes: modesOf(tags) };
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      return { findings: [found('unanswered', { host: error.host })], modes: undefined };
    }
  }
  const found = findingsOf('dmarc', `_dmarc.${organisation}`);
  return { findings: [found('dmarcNone', { domain: organisation })], modes: relaxed };
}

/** The first tag that is not as section 6.3 wants it. */
function wrongTag(tags: Tags): string | undefined {
  const is = (name: string, right: (value: string) => boolean) => !tags.has(name) || right(tags.get(name) as string);
  if (!policies.includes(tags.get('p')?.toLowerCase() ?? '')) return 'p';
  if (!is('sp', (value) => policies.includes(value.toLowerCase()))) return 'sp';
  if (!is('pct', (value) => /^\d{1,3}$/.test(value) && Number(value) <= 100)) return 'pct';
  for (const mode of ['adkim', 'aspf']) if (!is(mode, (value) => /^[rs]$/i.test(value))) return mode;
  return is('rua', (value) => reportedTo(value).every((uri) => URL.canParse(uri))) ? undefined : 'rua';
}

function modesOf(tags: Tags): AlignmentModes {
  const mode = (name: string) => (tags.get(name)?.toLowerCase() === 's' ? 'strict' : 'relaxed');
  return { spf: mode('aspf'), dkim: mode('adkim') };
}

async function judged(tags: Tags, domain: string, owner: string, answers: Answers): Promise<readonly Finding[]> {
  const found = findingsOf('dmarc', `_dmarc.${owner}`);
  const tag = domain !== owner && tags.has('sp') ? 'sp' : 'p';
  const policy = (tags.get(tag) as string).toLowerCase();
  const percent = Number(tags.get('pct') ?? 100);
  const findings: Finding[] = [];
  if (policy === 'none') findings.push(found('dmarcOnlyWatches', { domain, tag }));
  else if (percent < 100) findings.push(found('dmarcForSome', { percent }));
  const to = reportedTo(tags.get('rua') ?? '');
  if (to.length === 0) findings.push(found('dmarcNoReports'));
  for (const host of strangersAmong(to, owner)) {
    // Whoever gets reports of others must have agreed (section 7.1).
    const record = `${owner}._report._dmarc.${host}`;
    const agrees = (await answers.texts(record)).some((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text));
    if (!agrees) findings.push(found('dmarcReportsRefused', { host, domain: owner, record }));
  }
  return findings.length > 0 ? findings : [found('dmarcFine', { policy })];
}

function reportedTo(rua: string): readonly string[] {
  const uris = rua.split(',').map((uri) => uri.trim().replace(/!\d+[kmgt]?$/i, ''));
  return uris.filter((uri) => uri !== '').slice(0, MOST_REPORTED_TO);
}

/** Domains of other organisations that reports are mailed to. */
function strangersAmong(uris: readonly string[], owner: string): ReadonlySet<string> {
  const hosts = uris.flatMap((uri) => /^mailto:[^@]{1,64}@([a-z\d.-]{1,253})$/i.exec(uri)?.[1]?.toLowerCase() ?? []);
  return new Set(hosts.filter((host) => organisationOf(host) !== organisationOf(owner)));
}
