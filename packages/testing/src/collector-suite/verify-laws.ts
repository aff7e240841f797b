import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import { expect } from 'vitest';
import type { CollectorLaw, CollectorRig } from './law.js';

const MOST_FLIPS = 400;

async function signedBy({ signed }: CollectorRig): Promise<WebhookRequest> {
  if (signed === undefined)
    throw new Error('This collector has verify: give `signed`, or skip this law with a reason.');
  return signed();
}

async function assertRefused({ collector }: CollectorRig, request: WebhookRequest, why: string): Promise<void> {
  const outcome = await collector.verify?.(request).then(
    () => 'accepted',
    (error: unknown) => (isSintoniaError(error, 'WEBHOOK_UNVERIFIED') ? 'refused' : error),
  );
  expect(outcome, why).toBe('refused');
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

export const verifyLaws: readonly CollectorLaw[] = [
  {
    law: 'a request that the vendor signed is verified',
    needs: 'verify',
    async check(rig) {
      const request = await signedBy(rig);
      await rig.collector.verify?.(request);
    },
  },
  {
    law: 'a body with one bit changed is refused',
    needs: 'verify',
    async check(rig) {
      const request = await signedBy(rig);
      const bits = request.rawBody.length * 8;
      const step = Math.max(1, Math.floor(bits / MOST_FLIPS));
      for (let bit = 0; bit < bits; bit += step) {
        await assertRefused(rig, { ...request, rawBody: flipped(request.rawBody, bit) }, `bit ${bit} of the body`);
      }
      await assertRefused(rig, { ...request, rawBody: new Uint8Array() }, 'no body');
      await assertRefused(
        rig,
        { ...request, rawBody: Buffer.concat([request.rawBody, Buffer.from(' ')]) },
        'a longer body',
      );
    },
  },
  {
    law: 'a request without its headers, or with any bit of the signature changed, is refused',
    needs: 'verify',
    async check(rig) {
      const request = await signedBy(rig);
      await assertRefused(rig, { ...request, headers: {} }, 'no headers');
      const signatures = Object.entries(request.headers).filter(([name]) => /signature|hmac|authorization/i.test(name));
      expect(signatures.length, 'headers that hold a signature').toBeGreaterThan(0);
      for (const [name, value = ''] of signatures) {
        const bytes = Buffer.from(value);
        for (let bit = 0; bit < bytes.length * 8; bit++) {
          const headers = { ...request.headers, [name]: Buffer.from(flipped(bytes, bit)).toString('latin1') };
          await assertRefused(rig, { ...request, headers }, `bit ${bit} of ${name}`);
        }
        await assertRefused(rig, { ...request, headers: { ...request.headers, [name]: '' } }, `an empty ${name}`);
      }
    },
  },
  {
    law: 'a request from too long ago, or from the future, is refused',
    needs: 'toleranceMs',
    async check(rig) {
      const { toleranceMs = 0 } = rig;
      const request = await signedBy(rig);
      for (const away of [-toleranceMs + 1000, toleranceMs - 1000]) {
        await rig.collector.verify?.({ ...request, receivedAt: request.receivedAt + away });
      }
      for (const away of [-toleranceMs - 1000, toleranceMs + 1000]) {
        await assertRefused(rig, { ...request, receivedAt: request.receivedAt + away }, `${away} ms away`);
      }
    },
  },
];
