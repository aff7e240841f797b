import type { FindingDetails, FindingReason } from './finding.js';
import { hostName } from './host-name.js';
import type { Answers } from './mail-resolver.js';
import { hostOf, isSpf, type Mechanism, type Qualifier, readSpf, type SpfRecord } from './spf-record.js';

/** Lookups and empty answers that a receiver puts up with (RFC 7208, section 4.6.4), and mail servers behind one `mx`. */
const MOST_LOOKUPS = 10;
const MOST_VOID = 2;
const MOST_MAIL_SERVERS = 10;

/** Why receivers end with an error: what they then do is as if there were no record. */
export class SpfError extends Error {
  constructor(
    readonly reason: FindingReason,
    readonly details: FindingDetails = {},
  ) {
    super(reason);
  }
}

/** What a record, and all that it leads to, says of those whom it doesn't name, and whether it names everybody. */
interface Policy {
  readonly others: Qualifier | undefined;
  readonly isOpen: boolean;
}

/**
 * Goes through a record and whatever it leads to as a receiver does for a sender whom nothing matches: that takes the most lookups.
 * Names that depend on the message (macros) count and are not followed.
 */
export class SpfWalk {
  lookups = 0;
  #void = 0;
  /** Whoever these let send is let send. */
  readonly included = new Set<string>();
  usesPtr = false;

  constructor(
    private readonly answers: Answers,
    private readonly sender: string,
  ) {}

  /** @throws SpfError, Unanswered. */
  async from(host: string): Promise<Policy> {
    return this.#follow(await this.#recordAt(host, true), host, true);
  }

  async #follow({ mechanisms, redirect }: SpfRecord, host: string, counts: boolean): Promise<Policy> {
    let isOpen = false;
    for (const mechanism of mechanisms) {
      const { kind, qualifier, isEverybody } = mechanism;
      const passes = qualifier === '+';
      if (isEverybody && passes) isOpen = true;
      if (kind === 'all') return { others: qualifier, isOpen };
      if (kind === 'ip4' || kind === 'ip6') continue;
      this.#count();
      if (kind === 'ptr') this.usesPtr = true;
      const target = mechanism.host === '' ? host : hostOf(mechanism.host, host, this.sender);
      if (target === undefined) continue;
      if (kind !== 'include') await this.#look(kind, target);
      else if ((await this.#include(target, counts && passes)).isOpen && passes) isOpen = true;
    }
    const target = redirect === undefined ? undefined : hostOf(redirect, host, this.sender);
    if (redirect !== undefined) this.#count();
    if (target === undefined) return { others: undefined, isOpen };
    const rest = await this.#include(target, counts);
    return { others: rest.others, isOpen: isOpen || rest.isOpen };
  }

  async #include(target: string, counts: boolean): Promise<Policy> {
    if (counts) this.included.add(target);
    return this.#follow(await this.#recordAt(target, false), target, counts);
  }

  async #recordAt(host: string, isFirst: boolean): Promise<SpfRecord> {
    if (!hostName.test(host)) throw new SpfError('spfSyntax', { host: this.sender, term: host.slice(0, 60) });
    const records = (await this.answers.texts(host)).filter(isSpf);
    const [first] = records;
    if (first === undefined) throw new SpfError(isFirst ? 'spfNone' : 'spfIncludesNothing', { host });
    if (records.length > 1) throw new SpfError('spfSeveral', { host, records: records.length });
    const record = readSpf(first);
    if ('wrong' in record) throw new SpfError('spfSyntax', { host, term: record.wrong });
    return record;
  }

  /** Whether hosts are there at all: what finds nothing is counted apart. */
  async #look(kind: Exclude<Mechanism['kind'], 'include'>, host: string): Promise<void> {
    if (kind === 'ptr') return;
    const servers = kind === 'mx' ? await this.answers.count('resolveMx', host) : 0;
    if (servers > MOST_MAIL_SERVERS) throw new SpfError('spfTooManyMailServers', { host });
    if (servers > 0) return;
    const isThere =
      kind !== 'mx' &&
      ((await this.answers.count('resolve4', host)) > 0 ||
        (kind === 'a' && (await this.answers.count('resolve6', host)) > 0));
    if (!isThere && ++this.#void > MOST_VOID) throw new SpfError('spfTooManyVoid', { host });
  }

  #count(): void {
    if (++this.lookups > MOST_LOOKUPS) throw new SpfError('spfTooManyLookups', { lookups: this.lookups });
  }
}
