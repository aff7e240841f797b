import type {
  FitContext,
  FitReport,
  Membership,
  MembershipReason,
  Segmenter,
  SegmenterRequest,
  Signal,
} from '@sintonia/spec';
import { withRests } from '../fitting/with-rests.js';
import { Orders, type RfmMeasures } from './rfm-measures.js';
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

  assign({ history, now }: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    if (!this.#model) return [];
    const orders = new Orders();
    for (const signal of history.signals) this.#count(signal, orders);
    const measures = orders.measures(now);
    if (!measures) return [];
    return [
      { segment: rfmSegmentOf(this.#model, measures), confidence: 1, reasons: this.#reasons(this.#model, measures) },
    ];
  }

  /** Too few buyers, or buyers who do not differ: the outcome is `insufficientData`, and nobody is in a segment. */
  async fit(context: FitContext): Promise<FitReport> {
    let interactions = 0;
    const ordersOf = new Map<string, Orders>();
    const types = [...this.#settings.orders, ...this.#settings.refunds];
    for await (const batch of withRests(context.signals({ types }), context.abort)) {
      for (const signal of batch) {
        const orders = ordersOf.get(signal.person) ?? new Orders();
        if (!this.#count(signal, orders)) continue;
        interactions++;
        ordersOf.set(signal.person, orders);
      }
    }
    const buyers = [...ordersOf.values()]
      .map((orders) => orders.measures(context.now))
      .filter((each) => each !== undefined);
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

  /** Whether the signal has to do with orders at all. */
  #count(signal: Signal, orders: Orders): boolean {
    if (this.#settings.orders.has(signal.type)) orders.add(signal);
    else if (this.#settings.refunds.has(signal.type)) orders.refund(signal);
    else return false;
    return true;
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
