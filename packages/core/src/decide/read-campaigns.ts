import {
  assertIdentifier,
  type Campaign,
  DAY,
  readInteger,
  readObject,
  readOneOf,
  SECOND,
  SintoniaError,
} from '@sintonia/spec';
import type { SegmentSet } from '../segment/segment-set.js';

/** It stands in links, and on a page. */
const LONGEST_TOPIC = 64;

/** @throws SINTONIA_OPTION_INVALID, or an error about input, that names the field. */
export function readCampaigns(campaigns: object, segments: SegmentSet): ReadonlyMap<string, Campaign> {
  const read = new Map<string, Campaign>();
  for (const [name, campaign] of Object.entries(campaigns as Record<string, Campaign>)) {
    const field = `campaigns.${name}`;
    assertIdentifier(name, 'campaigns');
    readObject(campaign, field);
    assertIdentifier(campaign.channel, `${field}.channel`);
    if (campaign.purpose !== undefined) assertIdentifier(campaign.purpose, `${field}.purpose`);
    if (campaign.topic !== undefined) readTopic(campaign, field, [...read.values()]);
    if (campaign.picks !== undefined) readInteger(campaign.picks, `${field}.picks`, { min: 0, max: 100 });
    if (campaign.expiresAfterMs !== undefined) {
      readInteger(campaign.expiresAfterMs, `${field}.expiresAfterMs`, { min: SECOND, max: 365 * DAY });
    }
    if (campaign.delivery !== undefined) {
      readOneOf(campaign.delivery, `${field}.delivery`, ['atMostOnce', 'atLeastOnce']);
    }
    if (campaign.audience !== undefined && !segments.has(campaign.audience)) {
      invalid(`${field}.audience`, 'must be declared in segments');
    }
    const languages = campaign.locales ?? ['en'];
    if (!Array.isArray(languages) || languages.length === 0)
      invalid(`${field}.locales`, 'must be a list that names a language');
    for (const [index, tag] of languages.entries()) assertIdentifier(tag, `${field}.locales[${index}]`);
    if (typeof campaign.compose !== 'function') invalid(`${field}.compose`, 'must be a function');
    read.set(name, campaign);
  }
  return read;
}

function readTopic({ topic, purpose = 'marketing' }: Campaign, field: string, others: readonly Campaign[]): void {
  assertIdentifier(topic, `${field}.topic`);
  if (topic.length > LONGEST_TOPIC) invalid(`${field}.topic`, `must be of at most ${LONGEST_TOPIC} characters`);
  if (purpose === 'service') invalid(`${field}.topic`, 'makes no sense here: nobody can leave service messages');
  const same = others.find((other) => other.topic === topic);
  if (same && (same.purpose ?? 'marketing') !== purpose) {
    invalid(`${field}.topic`, 'is the topic of a campaign with another purpose');
  }
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
