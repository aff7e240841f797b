import type { Store } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { plantedBugs } from './store-suite/planted-bugs.fixture.js';
import { referenceStore } from './store-suite/reference-store.js';
import { storeLaws, storeSuite } from './store-suite.js';

storeSuite('the reference store', { open: referenceStore });

describe('storeSuite notices', () => {
  for (const [bug, { store, noticed }] of Object.entries(plantedBugs)) {
    it.each(noticed)(`a store that ${bug}: %s`, async (pattern) => {
      const found = storeLaws.filter(({ law }) => pattern.test(law));
      expect(found).toHaveLength(1);
      const right = referenceStore();
      const broken: Store = { ...right, ...store(right) };
      await expect(found[0]?.check(broken, async () => broken)).rejects.toThrow();
    });
  }

  it('a skip without a reason, and a skip of no law', () => {
    expect(() => storeSuite('x', { open: referenceStore, skip: { 'no such law': 'because' } })).toThrow('no law');
    expect(() => storeSuite('x', { open: referenceStore, skip: { [storeLaws[0]?.law as string]: ' ' } })).toThrow(
      'reason',
    );
  });
});
