import { assertBodyCovered, assertFresh, assertSignatureCounts, type Verification } from '../webhook-verification.js';
import type { CollectorLaw, CollectorRig } from './law.js';

async function verificationOf({ collector, signed }: CollectorRig): Promise<Verification> {
  if (signed === undefined)
    throw new Error('This collector has verify: give `signed`, or skip this law with a reason.');
  return { verify: async (request) => collector.verify?.(request), request: await signed() };
}

export const verifyLaws: readonly CollectorLaw[] = [
  {
    law: 'a request that the vendor signed is verified',
    needs: 'verify',
    async check(rig) {
      const { verify, request } = await verificationOf(rig);
      await verify(request);
    },
  },
  {
    law: 'a body with one bit changed is refused',
    needs: 'verify',
    async check(rig) {
      await assertBodyCovered(await verificationOf(rig));
    },
  },
  {
    law: 'a request without its headers, or with any bit of the signature changed, is refused',
    needs: 'verify',
    async check(rig) {
      await assertSignatureCounts(await verificationOf(rig));
    },
  },
  {
    law: 'a request from too long ago, or from the future, is refused',
    needs: 'toleranceMs',
    async check(rig) {
      const { toleranceMs = 0 } = rig;
      await assertFresh(await verificationOf(rig), toleranceMs);
    },
  },
];
