import type { ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import type { Weighed } from './boosts.js';
import { directionOf, likeness, type Traits } from './likeness.js';
import { OwnMix } from './own-mix.js';
import { Places, type Standing } from './places.js';
import { rarityIn } from './rarity.js';
import type { ReRankSettings } from './read-re-rank-options.js';
import { valuesOf } from './values-of.js';

interface Contender extends Weighed {
  readonly standing: Standing;
  readonly traits: Traits;
  /** Values of the attribute whose mix is kept. */
  readonly mix: readonly string[];
  /** 1 for what nobody took, 0 for the most common of the candidates. */
  readonly rarity: number;
  /** Likeness to the items already listed, added up. */
  alike: number;
}

/**
 * Fills a list place by place: each time the candidate with the most relevance and rarity, less its likeness to what stands before,
 * as a share of all places, less the distance from the person's own mix; within quotas and spread as long as anything is left that keeps them.
 */
export function selectList(
  weighed: readonly Weighed[],
  settings: ReRankSettings,
  { limit, history, itemOf }: ReRankRequest,
): readonly SourcedCandidate[] {
  const { diversity, novelty, calibration } = settings;
  const places = new Places(settings, limit);
  const mixOf = (itemId: string) => (calibration ? valuesOf(itemOf(itemId), calibration.attribute) : []);
  const mix = new OwnMix(calibration ? history.map(({ itemId, weight }) => [mixOf(itemId), weight] as const) : []);
  const forLikeness = diversity?.strength ?? 0;
  const forRarity = novelty?.strength ?? 0;
  const rarityOf = rarityIn(
    weighed.map(({ candidate }) => itemOf(candidate.itemId)),
    novelty?.attribute,
  );
  const forMix = mix.isKnown ? (calibration?.strength ?? 0) : 0;

  const contenders = weighed.map(({ candidate, relevance }): Contender => {
    const item = itemOf(candidate.itemId);
    return {
      candidate,
      relevance,
      standing: places.standingOf(item),
      traits: {
        values: (diversity?.attributes ?? []).map((attribute) => valuesOf(item, attribute)),
        direction: directionOf(diversity?.vectorOf(candidate.itemId)),
      },
      mix: mixOf(candidate.itemId),
      rarity: rarityOf(item),
      alike: 0,
    };
  });
  const worth = ({ relevance, rarity, alike, mix: values }: Contender) =>
    (1 - forLikeness - forRarity - forMix) * relevance +
    forRarity * rarity -
    (forLikeness * alike) / limit -
    (forMix > 0 ? forMix * mix.gapWith(values) : 0);

  const list: SourcedCandidate[] = [];
  const left = new Set(contenders);
  while (places.left > 0 && left.size > 0) {
    const allowed = [...left].filter(({ standing }) => places.hasRoomFor(standing));
    const available = settings.quotas.map((_, index) => allowed.filter(({ standing }) => standing.meets[index]).length);
    const quota = places.mustServe(available);
    // Rather a list that breaks a limit than a short one.
    const open = allowed.length > 0 ? allowed : [...left];
    const best = bestOf(open, worth);
    const chosen =
      quota === undefined
        ? best
        : bestOf(
            open.filter(({ standing }) => standing.meets[quota]),
            worth,
          );
    left.delete(chosen);
    places.take(chosen.standing);
    mix.add(chosen.mix);
    for (const other of left) other.alike += likeness(other.traits, chosen.traits);
    list.push(chosen === best || quota === undefined ? chosen.candidate : forQuota(chosen, places.nameOf(quota)));
  }
  return list;
}

/** The first of the best. */
function bestOf(contenders: readonly Contender[], worth: (contender: Contender) => number): Contender {
  let best = contenders[0] as Contender;
  let most = worth(best);
  for (const contender of contenders.slice(1)) {
    const value = worth(contender);
    if (value > most) [best, most] = [contender, value];
  }
  return best;
}

/** It would not have come here by itself: the reason says so. Its score is what it was. */
function forQuota({ candidate }: Contender, rule: string): SourcedCandidate {
  return { ...candidate, reasons: [...candidate.reasons, { kind: 'quota', rule, contribution: 0 }] };
}
