import { plainAddress } from '../plain-address.js';
import { invalidOption, numberSetting, optional, readSettings, type Setting, withDefault } from '../settings.js';
import { checkAlignment } from './check-alignment.js';
import { checkDkim } from './check-dkim.js';
import { checkDmarc } from './check-dmarc.js';
import { checkSpf } from './check-spf.js';
import { type CheckStatus, type Finding, worstOf } from './finding.js';
import { hostName } from './host-name.js';
import { answersFrom, type MailResolver, systemResolver } from './mail-resolver.js';

/** What a provider wants to find in the DNS of a domain that it sends for. Each e-mail adapter exports its own. */
export interface SenderDns {
  /** What SPF must include, such as `amazonses.com`. Default: nothing in particular. */
  readonly spfInclude?: string;
  /** Names of DKIM keys, at most 10. Default: none, and DKIM is `unknown`. */
  readonly dkimSelectors?: readonly string[];
  /** Where SPF is looked up: a domain, or a label under yours (`send` is `send.example.com`). Default: your domain. */
  readonly returnPath?: string;
  /** Who signs (`d=`). Default: your domain. */
  readonly dkimDomain?: string;
}

export interface PreflightOptions extends SenderDns {
  /** Who answers. Default: Node's own. */
  readonly resolver?: MailResolver;
  /** For one question. Milliseconds, 1 to 60,000. Default: 5,000. */
  readonly timeoutMs?: number;
}

/** Whether a domain is ready to be sent from. Plain data, fit for JSON. */
export interface Preflight {
  readonly domain: string;
  /** The gravest of the four: `fail`, then `unknown`, `warn`, `pass`. */
  readonly status: CheckStatus;
  readonly spf: CheckStatus;
  readonly dkim: CheckStatus;
  readonly dmarc: CheckStatus;
  readonly alignment: CheckStatus;
  /** At least one of each check, with what to do. */
  readonly findings: readonly Finding[];
}

const MOST_SELECTORS = 10;
const selectorPattern = /^[a-z\d](?:[a-z\d_.-]{0,61}[a-z\d])?$/i;

/**
 * Checks SPF (RFC 7208), DKIM keys (RFC 6376), the DMARC policy (RFC 7489) and its alignment for mail that a domain sends. What
 * nobody answers is `unknown`, never `pass`. Asks the DNS about 5 to 30 questions, and sends nothing.
 *
 * ```ts
 * const { status, findings } = await preflight('example.com', { spfInclude: 'amazonses.com', dkimSelectors: ['s1'] });
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names `domain` or the option.
 */
export async function preflight(domain: string, options: PreflightOptions = {}): Promise<Preflight> {
  const sender = domainSetting(domain, 'domain');
  const given = readSettings(options, settings);
  const answers = answersFrom(given.resolver, given.timeoutMs);
  const { returnPath = sender, dkimDomain = sender } = given;
  const proven = {
    spf: returnPath.includes('.') ? returnPath : domainSetting(`${returnPath}.${sender}`, 'returnPath'),
    dkim: dkimDomain,
  };
  const [spf, dkim, dmarc] = await Promise.all([
    checkSpf(proven.spf, given.spfInclude, answers),
    checkDkim(proven.dkim, given.dkimSelectors, answers),
    checkDmarc(sender, answers),
  ]);
  const alignment = checkAlignment(sender, proven, dmarc.modes);
  const findings = [...spf, ...dkim, ...dmarc.findings, ...alignment];
  return {
    domain: sender,
    status: worstOf(findings),
    spf: worstOf(spf),
    dkim: worstOf(dkim),
    dmarc: worstOf(dmarc.findings),
    alignment: worstOf(alignment),
    findings,
  };
}

/** Lower case and ASCII, by the rules of the domain of an address. */
const domainSetting: Setting<string> = (value, field) => {
  try {
    const address = plainAddress(`x@${typeof value === 'string' ? value.replace(/\.$/, '') : ''}`);
    return address.slice(address.indexOf('@') + 1);
  } catch {
    throw invalidOption(field, 'must be a domain such as example.com');
  }
};

/** Names of records have underscores, too, such as `_spf.example.com`. */
const hostSetting: Setting<string> = (value, field) => {
  const host = typeof value === 'string' ? value.toLowerCase().replace(/\.$/, '') : '';
  if (!hostName.test(host)) throw invalidOption(field, 'must be a name in the DNS such as _spf.example.com');
  return host;
};

const selectorsSetting: Setting<readonly string[]> = (value, field) => {
  const isRight = (selector: unknown) => typeof selector === 'string' && selectorPattern.test(selector);
  if (!Array.isArray(value) || value.length > MOST_SELECTORS || !value.every(isRight)) {
    throw invalidOption(field, `must be a list of at most ${MOST_SELECTORS} selectors such as s1`);
  }
  return [...new Set(value as string[])];
};

const resolverSetting: Setting<MailResolver> = (value, field) => {
  const { resolveTxt, resolveMx, resolve4, resolve6 } = (value ?? {}) as Record<keyof MailResolver, unknown>;
  if (![resolveTxt, resolveMx, resolve4, resolve6].every((each) => typeof each === 'function')) {
    throw invalidOption(field, 'must answer resolveTxt, resolveMx, resolve4 and resolve6');
  }
  return value as MailResolver;
};

const settings = {
  spfInclude: optional(hostSetting),
  dkimSelectors: withDefault(selectorsSetting, []),
  returnPath: optional(domainSetting),
  dkimDomain: optional(domainSetting),
  resolver: withDefault(resolverSetting, systemResolver),
  timeoutMs: withDefault(numberSetting({ min: 1, max: 60_000 }), 5_000),
};
