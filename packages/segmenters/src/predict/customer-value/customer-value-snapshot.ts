import type { JsonValue } from '@sintonia/spec';
import { sealModel, unsealModel } from '../../fitting/sealed-model.js';
import { readDistribution } from '../drift/read-distribution.js';
import { type CustomerValueModel, purchaseModels } from './customer-value-model.js';

const FORMAT = 'sintonia-customer-value-1';

export const packCustomerValue = (model: CustomerValueModel): Uint8Array => sealModel(FORMAT, { ...inOrder(model) });

/** @throws SINTONIA_SNAPSHOT_INVALID */
export const unpackCustomerValue = (bytes: Uint8Array): CustomerValueModel =>
  unsealModel(FORMAT, bytes, readModel) as unknown as CustomerValueModel;

function readModel(value: JsonValue): ReturnType<typeof inOrder> | undefined {
  const model = value as unknown as CustomerValueModel;
  const { purchases, parameters, spending, highValue, fittedAt } = model;
  const right =
    Object.hasOwn(purchaseModels, purchases) &&
    isParameters(parameters, 4) &&
    (typeof spending === 'string' || isParameters(spending, 3)) &&
    (highValue === null || Number.isFinite(highValue)) &&
    Number.isFinite(fittedAt);
  return right ? inOrder({ ...model, orderValues: readDistribution(model.orderValues) }) : undefined;
}

const isParameters = (values: readonly number[], length: number) =>
  Array.isArray(values) && values.length === length && values.every((value) => Number.isFinite(value) && value > 0);

function inOrder({ purchases, parameters, spending, highValue, fittedAt, orderValues }: CustomerValueModel) {
  const { cuts, shares } = orderValues;
  return { purchases, parameters, spending, highValue, fittedAt, orderValues: { cuts, shares } };
}
