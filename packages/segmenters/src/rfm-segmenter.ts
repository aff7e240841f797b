import { setImmediate } from 'node:timers/promises';
import {
  type FitContext,
  type FitReport,
  type Membership,
  type MembershipReason,
  type Segmenter,
  type SegmenterRequest,
  SintoniaError,
} from '@sintonia/spec';
import { OrderMoments, type RfmMeasures } from './rfm-measures.js';
import { bandNames, learnRfm, type RfmModel } from './rfm-model.js';
import { type RfmOptions, type RfmSettings, readRfmOptions } from './rfm-options.js';
import { rfmSegmentOf, rfmSegments } from './rfm-segments.js';
import { packRfm, unpackRfm } from './rfm-snapshot.js';

/**
 * Recency, frequency, monetary value, each in quintiles of your own buyers. Who never ordered is in no segment.
 *
 * Source: Hughes, *Strategic Database Marketing* (1994).
 */
export class RfmSegmenter implements Segmenter {
  readonly name = 'rfm';
  readonly specVersion = 1;
  readonly segments = rfmSegments;
  readonly #settings: RfmSettings;
  #model: RfmModel | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: RfmOptions = {}) {
    this.#settings = readRfmOptions(options);
  }

  assign({ profile, history, now }: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    if (!this.#model) return [];
    const moments = new OrderMoments();
    for (const interaction of history.interactions) {
      if (this.#settings.orders.has(interaction.type)) moments.add(interaction);
    }
    const measures = moments.measures(profile.revenue, now);
    if (!measures) return [];
    return [
      { segment: rfmSegmentOf(this.#model, measures), confidence: 1, reasons: this.#reasons(this.#model, measures) },
    ];
  }

  /** Too few buyers, or buyers who do not differ: the outcome is `insufficientData`, and nobody is in a segment. */
  async fit(context: FitContext): Promise<FitReport> {
    let interactions = 0;
    const moments = new Map<string, OrderMoments>();
    for await (const batch of withRests(context.interactions(), context.abort)) {
      for (const interaction of batch) {
        if (!this.#settings.orders.has(interaction.type)) continue;
        interactions++;
        const person = moments.get(interaction.person) ?? new OrderMoments();
        moments.set(interaction.person, person);
        person.add(interaction);
      }
    }
    const buyers: RfmMeasures[] = [];
    for await (const batch of withRests(context.profiles(), context.abort)) {
      for (const { person, revenue } of batch) {
        const measures = moments.get(person)?.measures(revenue, context.now);
        if (measures) buyers.push(measures);
      }
    }
    const enough = buyers.length >= this.#settings.minimumBuyers;
    this.#model = enough ? learnRfm(buyers) : undefined;
    context.progress(1);
    const report = { people: buyers.length, items: 0, interactions };
    if (this.#model) return { ...report, outcome: 'fitted' };
    const lacks = enough ? 'buyers who differ' : `${this.#settings.minimumBuyers} buyers`;
    return { ...report, outcome: 'insufficientData', details: { lacks } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packRfm(this.#model);
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackRfm(bytes);
  }

  #reasons(model: RfmModel, measures: RfmMeasures): MembershipReason[] {
    const bands = bandNames(model, measures);
    const { currency } = this.#settings;
    return [
      { measure: 'recency', value: measures.recency, unit: 'days', band: bands.recency },
      { measure: 'frequency', value: measures.frequency, unit: 'orders', band: bands.frequency },
      {
        measure: 'monetary',
        value: measures.monetary,
        ...(currency === undefined ? {} : { unit: currency }),
        band: bands.monetary,
      },
    ];
  }
}

/** Lets the event loop turn after every batch. @throws SINTONIA_ABORTED */
async function* withRests<Batch>(batches: AsyncIterable<Batch>, abort: AbortSignal): AsyncIterable<Batch> {
  const check = () => {
    if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: abort.reason });
  };
  check();
  for await (const batch of batches) {
    yield batch;
    await setImmediate();
    check();
  }
}
