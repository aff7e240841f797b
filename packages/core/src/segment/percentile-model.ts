import { PercentileFit, type Thresholds } from '@sintonia/rules';
import { type FitContext, type FitReport, readNumber, readObject, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { DeclaredSegments } from './declared-segments.js';
import { RULES } from './rules-segmenter.js';

const VERSION = 1;

/** Learns where the percentiles of rules lie: a model like any other, fitted, kept and taken over with them. */
@injectable()
export class PercentileModel {
  readonly name = RULES;
  #found: Thresholds = {};

  constructor(@inject(TOKENS.DeclaredSegments) private readonly declared: DeclaredSegments) {}

  /** Whether any rule asks. */
  get isNeeded(): boolean {
    return this.declared.current.hasPercentiles;
  }

  /** @throws SINTONIA_ABORTED; the thresholds then stay as they are. */
  async fit({ profiles, abort, progress }: FitContext): Promise<FitReport> {
    const fit = new PercentileFit(...Object.values(this.declared.current.rules));
    let people = 0;
    for await (const page of profiles()) {
      if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.');
      for (const profile of page) fit.add(profile);
      people += page.length;
    }
    this.#take(fit.thresholds());
    progress(1);
    const isEmpty = Object.keys(this.#found).length === 0;
    return { people, items: 0, interactions: 0, outcome: isEmpty ? 'insufficientData' : 'fitted' };
  }

  snapshot(): Uint8Array | undefined {
    if (Object.keys(this.#found).length === 0) return undefined;
    return new TextEncoder().encode(JSON.stringify({ version: VERSION, thresholds: this.#found }));
  }

  restore(bytes: Uint8Array): void {
    this.#take(readThresholds(bytes));
  }

  #take(thresholds: Thresholds): void {
    this.declared.freeze(thresholds);
    this.#found = thresholds;
  }
}

function readThresholds(bytes: Uint8Array): Thresholds {
  try {
    const { version, thresholds } = readObject(JSON.parse(new TextDecoder().decode(bytes)), 'snapshot');
    const entries = Object.entries(version === VERSION ? readObject(thresholds, 'thresholds') : {});
    if (entries.length === 0) throw new RangeError('Nothing in it.');
    return Object.fromEntries(
      entries.map(([key, value]) => [key, value === null ? null : readNumber(value, 'threshold')]),
    );
  } catch (cause) {
    throw new SintoniaError('SNAPSHOT_INVALID', 'These are no thresholds of percentiles.', { cause });
  }
}
