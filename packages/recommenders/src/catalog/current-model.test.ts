import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { CurrentModel } from './current-model.js';

// The test runner fails where an error is nobody's.
it('a model that can’t take up what it was told fails whoever waits for it, and nobody else', async () => {
  const current = new CurrentModel();
  await current.itemsChanged({ put: [{ itemId: 'mug', attributes: {} }], removed: [] });
  current.restore({
    put() {
      throw new Error('No room.');
    },
    remove() {},
  });
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  await expect(current.ready).rejects.toThrow('No room.');
});
