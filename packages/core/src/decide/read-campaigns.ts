import { assertIdentifier, type Campaign, readInteger, readObject, SintoniaError } from '@sintonia/spec';
import type { SegmentSet } from '../segment/segment-set.js';

/** @throws SINTONIA_OPTION_INVALID, or an error about input, that names the field. */
export function readCampaigns(campaigns: object, segments: SegmentSet): ReadonlyMap<string, Campaign> {
  const read = new Map<string, Campaign>();
  for (const [name, campaign] of Object.entries(campaigns as Record<string, Campaign>)) {
    const field = `campaigns.${name}`;
    assertIdentifier(name, 'campaigns');
    readObject(campaign, field);
    assertIdentifier(campaign.channel, `${field}.channel`);
    if (campaign.purpose !== undefined) assertIdentifier(campaign.purpose, `${field}.purpose`);
    if (campaign.picks !== undefined) readInteger(campaign.picks, `${field}.picks`, { min: 0, max: 100 });
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

function invalid(field: string, must: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
