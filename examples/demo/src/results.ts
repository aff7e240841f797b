import type { Finding } from '@sintonia/spec';
import type { Example } from './campaign.js';
import type { Dataset } from './data/dataset.js';
import type { Survey } from './data/survey.js';
import type { Ranking } from './evaluate.js';
import type { Delivery } from './outcomes.js';
import type { Segmentation } from './segment.js';

/** Everything that a run found out. The table, the JSON and the report are made from this and nothing else. */
export interface Results {
  readonly dataset: Dataset;
  readonly survey: Survey;
  readonly signals: number;
  readonly skipped: number;
  readonly consenting: number;
  readonly ranking: Ranking;
  readonly segmentation: Segmentation;
  readonly delivery: Delivery;
  /** At most so many messages were to be composed. */
  readonly limit: number;
  readonly examples: readonly Example[];
  readonly findings: readonly Finding[];
  readonly resumed: boolean;
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly report: string;
}

export function asJson({ survey, ranking, segmentation, delivery, ...rest }: Results): string {
  const { signals, skipped, seconds, peakRssMb, report } = rest;
  const { composed, sent, held, failed, unknown } = delivery;
  return JSON.stringify({
    ...{ signals, skipped, people: survey.people.size, items: survey.items.size, segments: segmentation.counts },
    ...{ composed, sent, held, failed, unknown },
    recall10: rounded(ranking.personal?.recall10),
    ndcg10: rounded(ranking.personal?.ndcg10),
    popularRecall10: rounded(ranking.popular?.recall10),
    popularNdcg10: rounded(ranking.popular?.ndcg10),
    ...{ seconds, peakRssMb, report },
  });
}

function rounded(figure: number | undefined): number | null {
  return figure === undefined ? null : Math.round(figure * 1e6) / 1e6;
}
