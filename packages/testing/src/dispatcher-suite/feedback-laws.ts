import { type DeliveryEvent, isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import { expect, vi } from 'vitest';
import { leavesOf, replaced } from '../collector-suite/change-payload.js';
import { assertBodyCovered, assertFresh, assertSignatureCounts, type Verification } from '../webhook-verification.js';
import { assertDeliveryEvents } from './assert-delivery-events.js';
import type { DispatcherLaw, DispatcherRig, FeedbackSample } from './law.js';

const inputCodes = /^SINTONIA_(?:INPUT_\w+|SIGNAL_TIMESTAMP_FUTURE)$/;
const wrong = [undefined, null, '', '\0', 'x'.repeat(300), '\ud800', -1, 1e300, true, [], {}, '2026-13-45'];
const junk = [
  '',
  ' ',
  'null',
  '[]',
  '{}',
  '[null]',
  '{"__proto__":{"polluted":1}}',
  'a=1&b=2',
  '\0',
  `${'['.repeat(5000)}`,
];

function parsed({ dispatcher }: DispatcherRig, request: WebhookRequest): readonly DeliveryEvent[] {
  return dispatcher.parseFeedback?.(request) ?? [];
}

async function verificationOf({ dispatcher, reports = [] }: DispatcherRig): Promise<Verification> {
  const [{ request }] = reports as [FeedbackSample];
  return { verify: async (given) => dispatcher.verify?.(given), request };
}

/** Either it reports something valid, or it is refused by a coded error that names a field and no address. */
function assertTaken(rig: DispatcherRig, request: WebhookRequest, addresses: readonly string[]): void {
  let events: readonly DeliveryEvent[];
  try {
    events = parsed(rig, request);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    expect(error.code).toMatch(inputCodes);
    expect(error.field, 'the field at fault').toBeTypeOf('string');
    for (const address of addresses) expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(address);
    return;
  }
  assertDeliveryEvents(events);
}

function jsonIn({ rawBody }: WebhookRequest): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString());
  } catch {
    return undefined;
  }
}

export const feedbackLaws: readonly DispatcherLaw[] = [
  {
    law: 'every report means what it should, and all of it is valid',
    needs: 'parseFeedback',
    async check(rig) {
      for (const { name, request, means } of rig.reports ?? []) {
        const events = parsed(rig, request);
        assertDeliveryEvents(events);
        if (means !== undefined) expect(events, name).toMatchObject(means);
      }
    },
  },
  {
    law: 'different reports have different ids, and the same report always has the same',
    needs: 'parseFeedback',
    async check(rig) {
      const ids = (rig.reports ?? []).flatMap(({ request }) => parsed(rig, request).map(({ id }) => id));
      expect(ids.length, 'events in all reports').toBeGreaterThan(0);
      expect(ids, 'ids of events, each once').toEqual([...new Set(ids)]);
      // A provider repeats what was not acknowledged: later, and in its own good time.
      const later = (request: WebhookRequest) => ({ ...request, receivedAt: request.receivedAt + 3_600_000 });
      const again = (rig.reports ?? []).flatMap(({ request }) => parsed(rig, later(request)).map(({ id }) => id));
      expect(again).toEqual(ids);
    },
  },
  {
    law: 'a report is read without a clock, chance or the network, and not changed by it',
    needs: 'parseFeedback',
    async check(rig) {
      const random = vi.spyOn(Math, 'random');
      const network = vi
        .spyOn(globalThis, 'fetch')
        .mockRejectedValue(new Error('parseFeedback must not use the network'));
      vi.useFakeTimers({ toFake: ['Date'], now: 0 });
      try {
        for (const { name, request } of rig.reports ?? []) {
          random.mockReturnValue(0.1);
          vi.setSystemTime(0);
          const copy = structuredClone(request);
          const first = parsed(rig, Object.freeze({ ...request, headers: Object.freeze({ ...request.headers }) }));
          random.mockReturnValue(0.9);
          vi.setSystemTime(Date.UTC(2040, 0));
          expect(parsed(rig, structuredClone(request)), name).toEqual(first);
          expect(Buffer.from(request.rawBody).equals(Buffer.from(copy.rawBody)), `${name}: the body stays`).toBe(true);
        }
        expect(network, 'calls of fetch').not.toHaveBeenCalled();
      } finally {
        vi.useRealTimers();
        random.mockRestore();
        network.mockRestore();
      }
    },
  },
  {
    law: 'a report that is broken means something valid or is refused, field and all, without an address',
    needs: 'parseFeedback',
    async check(rig) {
      for (const { request } of rig.reports ?? []) {
        const addresses = parsed(rig, request).flatMap(({ to }) => (to === undefined ? [] : [to]));
        const taken = (rawBody: Uint8Array | string) =>
          assertTaken(rig, { ...request, rawBody: Buffer.from(rawBody) }, addresses);
        for (const body of junk) taken(body);
        for (let share = 0; share < 1; share += 0.05) {
          taken(request.rawBody.subarray(0, Math.floor(request.rawBody.length * share)));
        }
        const payload = jsonIn(request);
        if (payload === undefined) continue;
        for (const path of leavesOf(payload)) {
          for (const value of wrong) taken(JSON.stringify(replaced(payload, path, value)) ?? '');
        }
      }
      expect(Object.hasOwn(Object.prototype, 'polluted'), 'Object.prototype was changed').toBe(false);
    },
  },
  {
    law: 'a report that the provider signed is verified',
    needs: 'verify',
    async check(rig) {
      for (const { request } of rig.reports ?? []) await rig.dispatcher.verify?.(request);
    },
  },
  {
    law: 'a report with one bit of its body changed is refused',
    needs: 'verify',
    async check(rig) {
      await assertBodyCovered(await verificationOf(rig));
    },
  },
  {
    law: 'a report without its headers, or with any bit of the signature changed, is refused',
    needs: 'verify',
    async check(rig) {
      await assertSignatureCounts(await verificationOf(rig));
    },
  },
  {
    law: 'a report from too long ago, or from the future, is refused',
    needs: 'toleranceMs',
    async check(rig) {
      await assertFresh(await verificationOf(rig), rig.toleranceMs ?? 0);
    },
  },
];
