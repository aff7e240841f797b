import { randomFillSync } from 'node:crypto';

const AN_ID = 16;
/** Asking the system for 16 bytes takes as long as for these. */
const pool = new Uint8Array(256 * AN_ID);
let used = pool.length;

/** 16 bytes of chance for one id, to be used before the next are asked for. */
export function randomBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += AN_ID;
  return pool.subarray(used - AN_ID, used);
}
