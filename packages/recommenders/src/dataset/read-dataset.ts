import type { FitContext } from '@sintonia/spec';
import type { Pace } from '../pace.js';
import { type InteractionLog, InteractionLogBuilder } from './interaction-log.js';
import { type TasteMatrix, tasteMatrix } from './taste-matrix.js';

/** What a fit learns from, and how many interactions that was made of. */
export interface Dataset extends TasteMatrix {
  /** By the numbers in `rowPeople`. Only for the time of the fit: no model keeps them. */
  readonly personIds: readonly string[];
  readonly interactions: number;
  /** Where it was asked for: large, and of no use once there is a matrix. */
  readonly log: InteractionLog | undefined;
}

/**
 * Streams the interactions of a fit into a matrix of who took what: weighted, each pair once, capped.
 *
 * @param personLimit of a person with more items only so many count, the most recent
 * @throws SINTONIA_ABORTED
 */
export async function readDataset(
  context: FitContext,
  personLimit: number,
  pace: Pace,
  keepsLog = false,
): Promise<Dataset> {
  const builder = new InteractionLogBuilder();
  for await (const batch of context.interactions()) {
    builder.append(batch);
    if (pace.due()) await pace.rest();
  }
  const log = builder.log();
  const { personIds, length: interactions } = log;
  const matrix = await tasteMatrix(log, personLimit, pace);
  if (!keepsLog) log.release();
  return { ...matrix, personIds, interactions, log: keepsLog ? log : undefined };
}
