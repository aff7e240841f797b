import type { EngineOptions } from '@sintonia/core';
import { demographic, engagement, firmographic, lifecycle, rfm } from '@sintonia/segmenters';
import type { Campaign, Plugin } from '@sintonia/spec';
import { assertGuarded } from './guard.js';
import type { Offer, Pack } from './pack.js';

/**
 * A pack as options of an engine, to be spread beside your own.
 *
 * @throws SINTONIA_OPTION_INVALID where the pack breaks its guard, or a setting is wrong.
 */
export function packOptions(pack: Pack) {
  assertGuarded(pack);
  const { signals, traits, segments, offers } = pack;
  const campaigns = Object.entries(offers).map(([name, offer]) => [name, campaignOf(offer, pack)] as const);
  return {
    signals,
    ...(traits === undefined ? {} : { traits }),
    segments,
    plugins: pluginsOf(pack),
    campaigns: Object.fromEntries(campaigns),
  } satisfies EngineOptions;
}

function pluginsOf({ segmenters }: Pack): readonly Plugin[] {
  return [
    ...(segmenters.rfm ? [rfm(segmenters.rfm)] : []),
    ...(segmenters.lifecycle ? [lifecycle(segmenters.lifecycle)] : []),
    ...(segmenters.engagement ? [engagement(segmenters.engagement)] : []),
    ...(segmenters.firmographic ? [firmographic(segmenters.firmographic)] : []),
    ...(segmenters.demographic ?? []).map(demographic),
  ];
}

function campaignOf({ segment, purpose = 'marketing', picks, texts }: Offer, { segments }: Pack): Campaign {
  return {
    channel: 'email',
    purpose,
    picks,
    locales: ['en', 'es'],
    // A segment of a segmenter is no audience of its own: name it in a rule.
    ...(Object.hasOwn(segments, segment) ? { audience: segment } : {}),
    compose({ locale, picks, reason, profile }) {
      const { subject, text } = locale.startsWith('es') ? texts.es : texts.en;
      const lines = picks.map((pick) => `${pick.item?.title ?? pick.itemId}. ${reason(pick)}`);
      const name = profile.traits.firstName;
      return { subject, text: [name === undefined ? '' : `${name},`, text, ...lines].filter(Boolean).join('\n\n') };
    },
  };
}
