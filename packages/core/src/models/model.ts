import type { Purpose, Recommender, Segmenter } from '@sintonia/spec';
import type { InstalledParts } from '../plugins/installed-parts.js';

/** What learns, whatever else it does. */
export type Learner = Pick<Recommender | Segmenter, 'name' | 'fit' | 'snapshot' | 'restore'>;

/** A part that learns. */
export interface Model {
  readonly name: string;
  readonly part: Learner;
  readonly purposes: readonly Purpose[];
  /** The stored snapshot that it holds, or refused. */
  seen?: string;
  fitted: boolean;
}

export function modelsOf({ segmenters, recommenders }: InstalledParts): readonly Model[] {
  return [...segmenters, ...recommenders]
    .filter(({ part }) => part.fit !== undefined)
    .map(({ part, purposes }) => ({ name: part.name, part, purposes, fitted: false }));
}
