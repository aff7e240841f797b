import type { Measurement } from '../measurement.js';
import { amount } from './amount.js';

/** What stands beside a figure. */
export function beside({ unit, peer, peerValue, ratio }: Measurement): string {
  if (peer === undefined) return '';
  if (peerValue === undefined || ratio === undefined) return `${peer}: peer absent`;
  return `${peer}: ${amount(peerValue)} ${unit} (ratio ${amount(ratio)})`;
}
