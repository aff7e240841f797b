import type {
  DataRequirement,
  FitContext,
  FitReport,
  Membership,
  Prediction,
  Segmenter,
  SegmenterRequest,
} from '@sintonia/spec';
import { resting } from '../../fitting/resting.js';
import { withRests } from '../../fitting/with-rests.js';
import { customerValueDrift } from './customer-value-drift.js';
import type { CustomerValueModel } from './customer-value-model.js';
import {
  type CustomerValueOptions,
  type CustomerValueSettings,
  readCustomerValueOptions,
} from './customer-value-options.js';
import { customerValuePredictions, insufficient, predictionsOf } from './customer-value-predictions.js';
import { customerValueSegments, membershipsOf } from './customer-value-segments.js';
import { packCustomerValue, unpackCustomerValue } from './customer-value-snapshot.js';
import { learnCustomerValue } from './learn-customer-value.js';
import { type Buyer, OrderLog } from './order-log.js';

/**
 * Whether somebody is a customer still, what they will order and what that is worth: BG/NBD and its kin for purchases, gamma-gamma
 * for order values. For shops without contracts, where nobody says goodbye.
 */
export class CustomerValueSegmenter implements Segmenter {
  readonly name = 'customer-value';
  readonly specVersion = 1;
  readonly segments = customerValueSegments;
  readonly dataRequirements: readonly DataRequirement[];
  readonly #settings: CustomerValueSettings;
  #model: CustomerValueModel | undefined;
  #lacks = 'a fit';

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: CustomerValueOptions = {}) {
    this.#settings = readCustomerValueOptions(options);
    const { minimumBuyers, minimumRepeatBuyers, minimumDays } = this.#settings;
    this.dataRequirements = [
      { measure: 'buyers', minimum: minimumBuyers, unit: 'people' },
      { measure: 'repeatBuyers', minimum: minimumRepeatBuyers, unit: 'people' },
      { measure: 'observation', minimum: minimumDays, unit: 'days' },
    ];
  }

  assign(request: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    const buyer = this.#model && this.#buyer(request);
    return this.#model && buyer ? membershipsOf(this.#model, buyer, this.#settings) : [];
  }

  predict(request: SegmenterRequest): readonly Prediction[] {
    if (!this.#model) return insufficient(customerValuePredictions, this.#lacks);
    const buyer = this.#buyer(request);
    return buyer
      ? predictionsOf(this.#model, buyer, this.#settings, request.now)
      : insufficient(customerValuePredictions, 'an order');
  }

  /** Too few buyers, or no parameters that fit them best: the outcome is `insufficientData`, and nobody is in a segment. */
  async fit({ signals, abort, now, progress }: FitContext): Promise<FitReport> {
    let interactions = 0;
    const logs = new Map<string, OrderLog>();
    const types = [...this.#settings.orders, ...this.#settings.refunds];
    for await (const batch of withRests(signals({ types }), abort)) {
      for (const signal of batch) {
        const log = logs.get(signal.person) ?? new OrderLog();
        if (!log.add(signal, this.#settings)) continue;
        interactions++;
        logs.set(signal.person, log);
      }
    }
    progress(0.5);
    const all = [...logs.values()];
    const rest = resting(abort);
    const drift = this.#model ? await customerValueDrift(this.#model, all, now, rest) : [];
    const { model, lacks = '', details } = await learnCustomerValue(all, now, this.#settings, rest);
    this.#model = model;
    this.#lacks = lacks;
    progress(1);
    const report = { people: logs.size, items: 0, interactions, ...(drift.length > 0 && { drift }) };
    return model
      ? { ...report, outcome: 'fitted', details }
      : { ...report, outcome: 'insufficientData', details: { ...details, lacks } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packCustomerValue(this.#model);
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackCustomerValue(bytes);
  }

  #buyer({ history, now }: SegmenterRequest): Buyer | undefined {
    const log = new OrderLog();
    for (const signal of history.signals) log.add(signal, this.#settings);
    return log.at(now);
  }
}
