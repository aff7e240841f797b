import { type Cursor, isSintoniaError, type Key, type Signal, type Store } from '@sintonia/spec';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { referenceStore } from './reference-store.js';
import { keyOf, signalOf } from './samples.js';

const tenant = fc.constantFrom('one', 'two');
const person = fc.constantFrom('ana', 'bob', '😀');
const slot = fc.record({
  id: fc.constantFrom('a', 'ab', '\uffff', '😀'),
  person: fc.constantFrom(undefined, 'ana'),
});
const age = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('x', 'y', 'Order Completed', '__proto__');
const signal = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), person, type, timestamp: age });

const step = fc.oneof(
  { weight: 4, arbitrary: commitStep() },
  fc.record({
    do: fc.constant('scan' as const),
    tenant,
    person: fc.option(person, { nil: undefined }),
    types: fc.option(fc.array(type, { maxLength: 4 }), { nil: undefined }),
    direction: fc.constantFrom('forward' as const, 'backward' as const),
    limit: fc.integer({ min: 1, max: 4 }),
    resume: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('list' as const),
    tenant,
    prefix: fc.constantFrom('', 'a'),
    limit: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ do: fc.constant('erase' as const), tenant, person }),
);

function commitStep() {
  return fc.record({
    do: fc.constant('commit' as const),
    tenant,
    append: fc.array(signal, { maxLength: 4 }),
    onDuplicate: fc.constantFrom('skip' as const, 'refuse' as const),
    check: fc.array(fc.record({ slot, off: fc.constantFrom(0, 0, 0, 1) }), { maxLength: 2 }),
    put: fc.uniqueArray(slot, { maxLength: 3, selector: ({ id, person }) => `${id} ${person}` }),
    delete: fc.array(slot, { maxLength: 2 }),
    trim: fc.array(fc.record({ person, before: age }), { maxLength: 1 }),
  });
}

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export const randomLaws: readonly StoreLaw[] = [
  {
    law: 'random sequences of operations give what the reference store gives',
    async check(store) {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
          run += 1;
          // Fresh tenants instead of a fresh store, which may be slow to make.
          const [one, other] = [new Player(store, run), new Player(referenceStore(), run)];
          for (const step of steps) expect(await one.play(step)).toEqual(await other.play(step));
          expect(await one.everything()).toEqual(await other.everything());
        }),
        { numRuns: 100 },
      );
    },
  },
];

/** Plays steps on one store, and reports what must be the same on all: neither cursors nor versions are. */
class Player {
  readonly #store: Store;
  readonly #run: number;
  readonly #cursors = new Map<string, Cursor | undefined>();
  readonly #latest = new Map<string, number>();

  constructor(store: Store, run: number) {
    this.#store = store;
    this.#run = run;
  }

  async play(step: Step): Promise<unknown> {
    try {
      if (step.do === 'commit') return await this.#commit(step);
      if (step.do === 'scan') return await this.#scan(step);
      const tenant = this.#tenant(step.tenant);
      if (step.do === 'erase') return await this.#store.erase(tenant, step.person);
      const entries = await this.#store.list({ ...step, tenant, collection: 'things' });
      return entries.map(({ key, value }) => ({ key, value }));
    } catch (error) {
      if (!isSintoniaError(error)) throw error;
      return { code: error.code, ids: [...((error.details?.ids as string[] | undefined) ?? [])].sort() };
    }
  }

  async everything(): Promise<unknown> {
    const all = { collection: 'things', limit: 10_000 };
    const views = ['one', 'two'].map(async (name) => {
      const tenant = this.#tenant(name);
      const { signals } = await this.#store.scan({ tenant, ...all });
      const entries = await this.#store.list({ tenant, ...all });
      return { signals, entries: entries.map(({ key, value }) => ({ key, value })) };
    });
    return Promise.all(views);
  }

  async #commit({ append, onDuplicate, check, put, delete: gone, trim, ...step }: Extract<Step, { do: 'commit' }>) {
    const tenant = this.#tenant(step.tenant);
    const keyAt = (at: { id: string; person: string | undefined }): Key => keyOf(at.id, at.person, 'things', tenant);
    const signals: Signal[] = append.map(({ id, person, type, timestamp }) =>
      signalOf(id, person, { type, timestamp, value: put.length }),
    );
    const checks = check.map(async ({ slot, off }) => {
      const entry = await this.#store.get(keyAt(slot));
      return { key: keyAt(slot), version: (entry?.version ?? 0) + off };
    });
    const result = await this.#store.commit({
      tenant,
      append: signals,
      onDuplicate,
      check: await Promise.all(checks),
      put: put.map((at) => ({ key: keyAt(at), value: { at: at.id, beside: append.length } })),
      delete: gone.map(keyAt),
      trim,
    });
    put.forEach((at, index) => {
      const name = JSON.stringify(keyAt(at));
      expect(result.versions[index]).toBeGreaterThan(this.#latest.get(name) ?? 0);
      this.#latest.set(name, result.versions[index] as number);
    });
    return { ...result, duplicates: result.duplicates.toSorted(), versions: result.versions.length };
  }

  async #scan({ resume, ...step }: Extract<Step, { do: 'scan' }>) {
    // A cursor is a place in the log, good for scans of whatever types.
    const name = `${step.tenant} ${step.person} ${step.direction}`;
    const tenant = this.#tenant(step.tenant);
    const after = resume ? this.#cursors.get(name) : undefined;
    const page = await this.#store.scan({ ...step, tenant, after });
    this.#cursors.set(name, page.cursor);
    return { signals: page.signals, more: page.more, hasCursor: page.cursor !== undefined };
  }

  #tenant(name: string): string {
    return `${name} ${this.#run}`;
  }
}
