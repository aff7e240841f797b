// One of the processes. Says on a line of its own what it was told is done; what it did not say may have happened or not.
import { isSintoniaError } from '@sintonia/spec';
import { openEngine, personOf, TYPE } from './open-engine.js';

const [address, url, name] = process.argv.slice(2) as [string, string, string];
const engine = await openEngine(address, url);
let isEnding = false;
process.once('SIGTERM', () => {
  isEnding = true;
});

console.log('ready');
await Promise.all([collecting(0), collecting(1), collecting(2), sending()]);
await engine.close();

async function collecting(loop: number): Promise<void> {
  for (let turn = 0; !isEnding; turn += 1) {
    const signals = [0, 1, 2].map((at) => ({
      id: `${name}.${loop}.${turn}.${at}`,
      userId: personOf(turn * 7 + loop * 3 + at),
      type: TYPE,
    }));
    await untilDone(() => engine.collect(signals));
    for (const { id } of signals) console.log(`signal ${id}`);
  }
}

async function sending(): Promise<void> {
  for (let turn = 0; !isEnding; turn += 1) {
    const request = { userId: personOf(turn), campaign: 'receipt', occasion: `${name}.${turn}` };
    const { sendKey } = await untilDone(() => engine.send(request));
    console.log(`message ${sendKey}`);
  }
}

/** The same call again is harmless: signals have ids, and an occasion's message is queued once. */
async function untilDone<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isSintoniaError(error) || !error.retryable) throw error;
    }
  }
}
