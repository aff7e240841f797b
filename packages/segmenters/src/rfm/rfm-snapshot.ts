import { isBands } from '../bands/quantile-bands.js';
import { sealModel, unsealModel } from '../fitting/sealed-model.js';
import type { RfmModel } from './rfm-model.js';

const FORMAT = 'sintonia-rfm-1';

export function packRfm({ recency, frequency, monetary }: RfmModel): Uint8Array {
  return sealModel(FORMAT, { recency, frequency, monetary });
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackRfm(bytes: Uint8Array): RfmModel {
  return unsealModel(FORMAT, bytes, (model) => {
    const { recency, frequency, monetary } = model as Record<keyof RfmModel, unknown>;
    return isBands(recency) && isBands(frequency) && isBands(monetary) ? { recency, frequency, monetary } : undefined;
  });
}
