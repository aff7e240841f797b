import { expect, it } from 'vitest';
import { askPython } from './ask-python.js';

it('has no answer from a peer that is absent', async () => {
  expect(await askPython('absent', {})).toBeUndefined();
  expect(await askPython('absent', {})).toBeUndefined();
});

it('says what a script that fails says', async () => {
  // Where there is no Python at all, it is absent, too.
  const answer = askPython('no-such-script', {});
  await expect(answer.then((found) => found ?? Promise.reject(new Error('no-such-script')))).rejects.toThrow(
    'no-such-script',
  );
});
