import { type Finding, findingsOf } from './finding.js';
import type { Answers } from './mail-resolver.js';
import { Unanswered } from './mail-resolver.js';
import { SpfError, SpfWalk } from './spf-walk.js';

/**
 * SPF (RFC 7208) of the domain in the return path.
 *
 * @param include what the provider wants to be included, at any depth. Default: nothing.
 */
export async function checkSpf(
  domain: string,
  include: string | undefined,
  answers: Answers,
): Promise<readonly Finding[]> {
  const found = findingsOf('spf', domain);
  const walk = new SpfWalk(answers, domain);
  try {
    const { others, isOpen } = await walk.from(domain);
    if (isOpen) return [found('spfOpenToAll')];
    const findings: Finding[] = [];
    if (include !== undefined && !walk.included.has(include)) findings.push(found('spfWithoutProvider', { include }));
    if (others === undefined || others === '?') findings.push(found('spfSaysNothingOfOthers'));
    if (walk.usesPtr) findings.push(found('spfPtr'));
    return findings.length > 0 ? findings : [found('spfFine', { lookups: walk.lookups })];
  } catch (error) {
    if (error instanceof SpfError) return [found(error.reason, error.details)];
    if (error instanceof Unanswered) return [found('unanswered', { host: error.host })];
    throw error;
  }
}
