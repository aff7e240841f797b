import { type Answer, statusVerdict, type Transport, transport, type Verdict } from '@sintonia/adapter-kit';
import { type PersonReference, personOf } from '@sintonia/spec';
import { regions } from './regions.js';
import type { SegmentSettings } from './segment-options.js';

/** Erasure at Segment, and at what it feeds, by the Regulations of its Public API. */
export class Regulations {
  readonly #url: string;
  readonly #userSource: string | undefined;
  readonly #deviceSources: readonly string[];
  readonly #authorization: string;
  readonly #send: Transport;

  constructor({ region, sourceId, deviceSources, fetch, timeoutMs }: SegmentSettings, token: string) {
    const { publicApi } = regions[region];
    this.#url = `${publicApi}/regulations`;
    this.#userSource = sourceId;
    this.#deviceSources = deviceSources ?? (sourceId === undefined ? [] : [sourceId]);
    this.#authorization = `Bearer ${token}`;
    this.#send = transport({ fetch, timeoutMs, errors: 'platform', verdict: regulationVerdict });
  }

  /**
   * Has everything about a person deleted, and nothing more taken. Resolves when Segment has taken the order; it has 30 days to
   * carry it out. Ordering it twice deletes once. Of devices, in the sources that are named: for the workspace Segment takes user ids only.
   *
   * @throws SINTONIA_PLATFORM_REJECTED, SINTONIA_PLATFORM_UNAUTHORISED, SINTONIA_PLATFORM_RATE_LIMITED, SINTONIA_PLATFORM_TRANSIENT
   */
  async suppressWithDelete(person: PersonReference): Promise<void> {
    personOf(person);
    const { userId, anonymousId } = person;
    if (userId !== undefined) return this.#order('USER_ID', userId, this.#userSource);
    for (const source of this.#deviceSources) await this.#order('ANONYMOUS_ID', anonymousId, source);
  }

  async #order(subjectType: string, id: string | undefined, source: string | undefined): Promise<void> {
    const place = source === undefined ? '' : `/sources/${source}`;
    await this.#send({
      url: `${this.#url}${place}`,
      method: 'POST',
      headers: { authorization: this.#authorization, 'content-type': 'application/vnd.segment.v1+json' },
      body: JSON.stringify({ regulationType: 'SUPPRESS_WITH_DELETE', subjectType, subjectIds: [id] }),
      repeatable: true,
    });
  }
}

/** A success names the regulation: a 200 without is somebody in between. */
function regulationVerdict({ status, json }: Answer): Verdict | undefined {
  const verdict = statusVerdict(status);
  if (verdict !== undefined) return verdict;
  const { data } = json() as { data?: { regulateId?: unknown } };
  return typeof data?.regulateId === 'string' ? undefined : { failure: 'unknown' };
}
