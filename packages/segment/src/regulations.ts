import { type Answer, statusVerdict, type Transport, transport, type Verdict } from '@sintonia/adapter-kit';
import { type PersonReference, personOf } from '@sintonia/spec';
import { regions } from './regions.js';
import type { SegmentSettings } from './segment-options.js';

/** Erasure at Segment, and at what it feeds, by the Regulations of its Public API. */
export class Regulations {
  readonly #url: string;
  readonly #authorization: string;
  readonly #send: Transport;

  constructor({ region, sourceId, fetch, timeoutMs }: SegmentSettings, token: string) {
    const { publicApi } = regions[region];
    this.#url = `${publicApi}/regulations${sourceId === undefined ? '' : `/sources/${sourceId}`}`;
    this.#authorization = `Bearer ${token}`;
    this.#send = transport({ fetch, timeoutMs, errors: 'platform', verdict: regulationVerdict });
  }

  /**
   * Has everything about a person deleted, and nothing more taken. Resolves when Segment has taken the order; it has 30 days to
   * carry it out. Ordering it twice deletes once.
   *
   * @throws SINTONIA_PLATFORM_REJECTED, SINTONIA_PLATFORM_UNAUTHORISED, SINTONIA_PLATFORM_RATE_LIMITED, SINTONIA_PLATFORM_TRANSIENT
   */
  async suppressWithDelete(person: PersonReference): Promise<void> {
    personOf(person);
    const { userId, anonymousId } = person;
    const subject =
      userId === undefined
        ? { subjectType: 'ANONYMOUS_ID', subjectIds: [anonymousId] }
        : { subjectType: 'USER_ID', subjectIds: [userId] };
    await this.#send({
      url: this.#url,
      method: 'POST',
      headers: { authorization: this.#authorization, 'content-type': 'application/vnd.segment.v1+json' },
      body: JSON.stringify({ regulationType: 'SUPPRESS_WITH_DELETE', ...subject }),
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
