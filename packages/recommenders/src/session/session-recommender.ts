import { type FitEstimate, type FitSize, type Interaction, MINUTE } from '@sintonia/spec';
import type { InteractionLog } from '../dataset/interaction-log.js';
import type { Dataset } from '../dataset/read-dataset.js';
import type { FitJob } from '../fit-job.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { buildSessionLists } from './build-session-lists.js';
import { readSessionOptions, type SessionOptions, type SessionSettings } from './session-options.js';
import { sessionsOf } from './sessions-of.js';

/** Where nothing is known of an item, so many places beside it are taken for granted. */
const NEIGHBOURS = 100;

/**
 * What comes next in the session that is under way, after what others did one after the other: sequence-aware item neighbours (as in
 * Ludewig & Jannach, *Evaluation of session-based recommendation algorithms*, 2018). It needs no person, so it serves who
 * came a minute ago.
 */
export class SessionRecommender extends ListRecommender {
  readonly name = 'session';
  readonly #settings: SessionSettings;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: SessionOptions = {}) {
    super({ personLimit: Number.MAX_SAFE_INTEGER, negativeShare: 0, updatable: true });
    this.#settings = readSessionOptions(options);
  }

  estimate({ people, items, interactions }: FitSize): FitEstimate {
    const { reach, listLength } = this.#settings;
    const entries = Math.min(items * Math.min(listLength, NEIGHBOURS, items), 2 * reach * interactions);
    return { bytes: 96 * interactions + 64 * people + 40 * items + 32 * entries, work: 4 * reach * interactions };
  }

  protected override async build({ log, itemIds }: Dataset, job: FitJob): Promise<BuiltLists> {
    const sessions = await sessionsOf(log as InteractionLog, this.#settings.gapMinutes, job.pace);
    log?.release();
    const lists = await buildSessionLists(sessions, itemIds.length, this.#settings, job);
    return { lists, details: { sessions: sessions.endedAt.length } };
  }

  /** The latest items of the last session, each step back counting less. */
  protected override seeds(history: readonly Interaction[]): ReadonlyMap<string, number> {
    const { gapMinutes, length, stepBack } = this.#settings;
    const seeds = new Map<string, number>();
    const turnedDown = new Set<string>();
    let before = history[0]?.timestamp;
    for (const { itemId, timestamp, weight } of history) {
      if (before === undefined || before - timestamp > gapMinutes * MINUTE || seeds.size === length) break;
      before = timestamp;
      if (weight < 0) turnedDown.add(itemId);
      else if (weight > 0 && !seeds.has(itemId) && !turnedDown.has(itemId)) seeds.set(itemId, stepBack ** seeds.size);
    }
    return seeds;
  }
}
