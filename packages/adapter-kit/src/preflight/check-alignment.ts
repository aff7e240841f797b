import { type AlignmentModes, organisationOf } from './check-dmarc.js';
import { type Finding, findingsOf } from './finding.js';

/** The domains that are proven by SPF (of the return path) and by DKIM (`d=`). */
export interface ProvenDomains {
  readonly spf: string;
  readonly dkim: string;
}

/** Whether what SPF and DKIM prove counts for the sender that people see (RFC 7489, section 3.1). */
export function checkAlignment(
  domain: string,
  proven: ProvenDomains,
  modes: AlignmentModes | undefined,
): readonly Finding[] {
  const found = findingsOf('alignment', domain);
  const details = { domain, ...proven };
  const isAligned = (by: keyof ProvenDomains) =>
    proven[by] === domain || (modes?.[by] === 'relaxed' && organisationOf(proven[by]) === organisationOf(domain));
  if (modes === undefined && !(isAligned('spf') && isAligned('dkim'))) {
    return [found('unanswered', { host: `_dmarc.${domain}` })];
  }
  if (isAligned('spf') && isAligned('dkim')) return [found('alignmentFine', details)];
  if (isAligned('dkim')) return [found('alignedByDkimOnly', details)];
  return [found(isAligned('spf') ? 'alignedBySpfOnly' : 'notAligned', details)];
}
