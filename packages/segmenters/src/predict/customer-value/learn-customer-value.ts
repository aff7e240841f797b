import type { JsonObject, JsonValue } from '@sintonia/spec';
import { mapWithRests } from '../../fitting/map-with-rests.js';
import { sample } from '../../fitting/sample.js';
import { distributionOf } from '../drift/population-stability.js';
import { fitGammaGamma } from '../purchases/fit-gamma-gamma.js';
import { fitPurchaseModel, type UnfittedReason } from '../purchases/fit-purchase-model.js';
import { type PurchaseHistories, purchaseHistories, thinned } from '../purchases/purchase-histories.js';
import type { PurchaseModelName } from '../purchases/purchase-model.js';
import { type CustomerValueModel, lifetimeValueOf, purchaseModels } from './customer-value-model.js';
import type { CustomerValueSettings } from './customer-value-options.js';
import type { Buyer, OrderLog } from './order-log.js';

/** More buyers than this change parameters by less than a percent. */
const MOST_BUYERS = 100_000;
/** So many are enough to see which model suits. */
const TRIED = 2_000;
/** By so much likelier (natural logarithm), and a model is preferred to one before it. */
const CLEARLY = 2;
const HIGH_VALUE_SHARE = 0.8;
/** From here on frequent buyers spend so differently an order that gamma-gamma is biased (Fader & Hardie, 2013, found .06). */
const DEPENDENT = 0.3;
const DAYS_A_WEEK = 7;

export interface LearntCustomerValue {
  readonly model: CustomerValueModel | undefined;
  /** What there is too little of; absent where there is a model. */
  readonly lacks?: string;
  readonly details: Readonly<Record<string, JsonValue>>;
}

/** @param rest turns the event loop; throws when the fit is aborted. */
export async function learnCustomerValue(
  logs: readonly OrderLog[],
  now: number,
  settings: CustomerValueSettings,
  rest: () => Promise<void>,
): Promise<LearntCustomerValue> {
  const known = await mapWithRests(logs, (log) => log.at(now), rest);
  const buyers = known.filter((buyer) => buyer !== undefined);
  const repeat = buyers.filter(({ history }) => history.frequency > 0);
  const days = buyers.reduce((most, { history }) => Math.max(most, history.age), 0);
  const counted = { buyers: buyers.length, repeatBuyers: repeat.length, days };
  const missing = missingOf(counted, settings);
  if (missing) return { model: undefined, lacks: missing, details: counted };

  const histories = thinned(purchaseHistories(buyers.map(({ history }) => history)), MOST_BUYERS);
  // Buyers who are all alike leave nothing to tell apart, whatever a prior says.
  if (histories.count.length === 1) return { model: undefined, lacks: 'buyers who differ', details: counted };
  const { name, prior, tried } = await likeliest(settings.models, thinned(histories, TRIED), rest);
  let fitted = await fitPurchaseModel(purchaseModels[name], histories, { rest, prior });
  // All may run away where some did not.
  const needsPrior = !prior && typeof fitted === 'string';
  if (needsPrior) fitted = await fitPurchaseModel(purchaseModels[name], histories, { rest, prior: true });
  if (typeof fitted === 'string') return { model: undefined, lacks: lacking(fitted), details: { ...counted, tried } };

  const spending = await learnSpending(repeat, rest);
  const model: CustomerValueModel = {
    purchases: name,
    parameters: fitted.parameters,
    spending: spending.parameters,
    highValue: null,
    fittedAt: now,
    orderValues: distributionOf(sample(logs, MOST_BUYERS).flatMap((log) => log.valuesBetween(-Infinity, now))),
  };
  const { parameters, isTime } = purchaseModels[name];
  const unit = settings.unit === 'weeks' ? DAYS_A_WEEK : 1;
  const shown = parameters.map((parameter, at) => [
    parameter,
    (fitted.parameters[at] as number) / (isTime[at] ? unit : 1),
  ]);
  return {
    model: { ...model, highValue: await highValueOf(model, buyers, settings, rest) },
    details: {
      ...counted,
      model: name,
      prior: prior || needsPrior,
      parameters: Object.fromEntries(shown),
      unit: settings.unit,
      logLikelihood: fitted.logLikelihood,
      tried,
      ...spending.details,
    },
  };
}

type Counted = { readonly buyers: number; readonly repeatBuyers: number; readonly days: number };

function missingOf(counted: Counted, settings: CustomerValueSettings): string | undefined {
  const { minimumBuyers, minimumRepeatBuyers, minimumDays } = settings;
  if (counted.buyers < minimumBuyers) return `${minimumBuyers} buyers`;
  if (counted.repeatBuyers < minimumRepeatBuyers) return `${minimumRepeatBuyers} buyers who bought again`;
  if (counted.days < minimumDays) return `${minimumDays} days of orders`;
  return undefined;
}

const lacking = (reason: UnfittedReason) =>
  reason === 'parametersRunAway' ? 'buyers who differ' : 'orders that a purchase model fits';

/**
 * The model under which some of the buyers are likeliest; all have as many parameters. Where each runs away, as where hardly anybody
 * ever leaves, a weak prior keeps them.
 */
async function likeliest(
  names: readonly PurchaseModelName[],
  histories: PurchaseHistories,
  rest: () => Promise<void>,
): Promise<{ readonly name: PurchaseModelName; readonly prior: boolean; readonly tried: JsonObject }> {
  const tried: Record<string, JsonValue> = {};
  let best: { readonly name: PurchaseModelName; readonly prior: boolean; readonly logLikelihood: number } | undefined;
  for (const prior of [false, true]) {
    for (const name of names) {
      const found = await fitPurchaseModel(purchaseModels[name], histories, { rest, prior });
      if (typeof found === 'string') tried[name] ??= found;
      else if (!best || found.logLikelihood > best.logLikelihood + CLEARLY) best = { name, prior, ...found };
      if (typeof found !== 'string') tried[name] = found.logLikelihood;
    }
    if (best) break;
  }
  return { name: best?.name ?? (names[0] as PurchaseModelName), prior: best?.prior ?? true, tried };
}

async function learnSpending(repeat: readonly Buyer[], rest: () => Promise<void>) {
  const worth = repeat.filter(({ spending }) => spending.mean > 0);
  const correlation = correlationOf(
    worth.map(({ history }) => Math.log(history.frequency)),
    worth.map(({ spending }) => Math.log(spending.mean)),
  );
  const details = {
    withoutValue: repeat.length - worth.length,
    valueByFrequency: correlation,
    valueDependsOnFrequency: Math.abs(correlation) > DEPENDENT,
  };
  const enough = worth.length >= repeat.length / 2;
  const fitted =
    enough &&
    (await fitGammaGamma(
      sample(worth, MOST_BUYERS).map(({ spending }) => spending),
      { rest },
    ));
  if (fitted === false) return { parameters: 'orders with a value', details };
  if (typeof fitted === 'string') return { parameters: 'buyers whose order values differ', details };
  const [p = 0, q = 0, v = 0] = fitted.parameters;
  return { parameters: fitted.parameters, details: { ...details, spending: { p, q, v } } };
}

async function highValueOf(
  model: CustomerValueModel,
  buyers: readonly Buyer[],
  settings: CustomerValueSettings,
  rest: () => Promise<void>,
): Promise<number | null> {
  const found = await mapWithRests(sample(buyers, TRIED), (buyer) => lifetimeValueOf(model, buyer, settings), rest);
  const values = found.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  return values[Math.floor(HIGH_VALUE_SHARE * values.length)] ?? null;
}

/** Pearson's; 0 where one of the two is always the same. */
function correlationOf(xs: readonly number[], ys: readonly number[]): number {
  const centred = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centred(xs), centred(ys)];
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y)) || 0;
}
