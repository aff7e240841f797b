import type { ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Settings } from '../settings.js';
import { isCandidate } from './kept-promises.js';
import { seedOf } from './seed-of.js';

const MOST_CANDIDATES = 2_000;

/** Has every re-ranker order the list, one after the other. One that fails leaves it as it was. */
@injectable()
export class ReRanking {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** How many candidates to gather for a list of `limit`. */
  poolFor(limit: number): number {
    const wanted = this.parts.rerankers.map((part) => {
      const pool = this.#ask(part.name, () => part.pool?.(limit)) ?? limit;
      return Number.isFinite(pool) ? Math.ceil(pool) : limit;
    });
    return Math.max(limit, Math.min(MOST_CANDIDATES, Math.max(limit, ...wanted)));
  }

  order(candidates: readonly SourcedCandidate[], asked: Omit<ReRankRequest, 'seed'>): readonly SourcedCandidate[] {
    if (this.parts.rerankers.length === 0) return candidates.slice(0, asked.limit);
    const request = { ...asked, seed: seedOf(this.settings.seed, asked.person, asked.now) };
    let ordered = candidates;
    for (const part of this.parts.rerankers) {
      ordered = this.#ask(part.name, () => keptPromises(part.rerank(ordered, request), ordered)) ?? ordered;
    }
    return ordered.slice(0, request.limit);
  }

  #ask<Answer>(name: string, ask: () => Answer): Answer | undefined {
    try {
      return ask();
    } catch (error) {
      this.events.emit('error', { where: `re-ranker ${name}`, error });
      return undefined;
    }
  }
}

/** No item that was not there, none twice, probabilities that are some: checked here, as lift is computed from them. */
function keptPromises(
  answer: readonly SourcedCandidate[],
  given: readonly SourcedCandidate[],
): readonly SourcedCandidate[] {
  const left = new Map(given.map((candidate) => [candidate.itemId, candidate]));
  return answer.flatMap((candidate) => {
    const before = left.get(candidate?.itemId);
    if (!before) return [];
    left.delete(before.itemId);
    const { propensity = 1 } = candidate;
    return [isCandidate(candidate) && propensity > 0 && propensity <= 1 ? candidate : before];
  });
}
