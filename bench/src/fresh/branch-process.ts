import type { Engine } from '@sintonia/spec';
import type { BranchAnswer, BranchQuestion } from './branch.js';
import { isSame, listOf, openBranch } from './shop.js';

// The other process of `fresh/there`: a second engine on the same file, which collects nothing itself.
let engine: Engine | undefined;
const answer = (message: BranchAnswer) => process.send?.(message);

process.on('message', async (question: BranchQuestion) => {
  if ('file' in question) {
    engine = await openBranch(question.file);
    // Reads catalogue and model.
    await listOf(engine, { userId: 'somebody' });
    answer({ ready: true });
    return;
  }
  if (engine === undefined) throw new Error('It was not told on which file.');
  let same = 0;
  while (isSame(await listOf(engine, { userId: question.person }), question.until)) same++;
  answer({ changed: same });
});

process.once('disconnect', async () => {
  await engine?.close();
});
