import { advice } from './advice.js';
import type { Advice } from './advise.js';

/** Whether it stands; `unknown` where nobody answered, which is never taken for a yes. */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'unknown';
export type CheckName = 'spf' | 'dkim' | 'dmarc' | 'alignment';
/** Words by which advice can be looked up, or written anew in another language. */
export type FindingReason = keyof typeof advice;
export type FindingDetails = Readonly<Record<string, string | number>>;

/** A text in every language that we have. */
export interface InLanguages {
  readonly en: string;
  readonly es: string;
}

/** One thing that was found out about a domain. Plain data. */
export interface Finding {
  readonly check: CheckName;
  /** The name in the DNS that it is about, such as `_dmarc.example.com`. */
  readonly name: string;
  readonly status: CheckStatus;
  readonly reason: FindingReason;
  /** What the sentences are made of: hosts, numbers, terms. */
  readonly details: FindingDetails;
  readonly says: InLanguages;
  /** What to do. Empty where it passes. */
  readonly todo: InLanguages;
}

/** Findings of one check about one name. */
export function findingsOf(check: CheckName, name: string) {
  return (reason: FindingReason, details: FindingDetails = {}): Finding => {
    const { status, says, todo }: Advice = advice[reason];
    const filled = ({ en, es }: InLanguages) => ({
      en: fill(en, { name, ...details }),
      es: fill(es, { name, ...details }),
    });
    return { check, name, status, reason, details, says: filled(says), todo: filled(todo) };
  };
}

const order: readonly CheckStatus[] = ['pass', 'warn', 'unknown', 'fail'];

/** That of the finding that counts most: `fail`, then `unknown`, `warn`, `pass`. */
export function worstOf(findings: readonly Finding[]): CheckStatus {
  return order[Math.max(0, ...findings.map(({ status }) => order.indexOf(status)))] as CheckStatus;
}

function fill(sentence: string, details: FindingDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => String(details[name] ?? ''));
}
