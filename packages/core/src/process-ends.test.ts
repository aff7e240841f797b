import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it('an engine that nobody closed keeps no process alive', async () => {
  const script = `
    const { createEngine } = await import(${JSON.stringify(new URL('./create-engine.ts', import.meta.url).href)});
    const dispatch = async () => ({});
    const dispatcher = { name: 'd', specVersion: 1, channel: 'email', dispatch };
    const compose = () => ({ text: 'Hello' });
    const engine = await createEngine({
      plugins: [{ name: 'd', specVersion: 1, dispatchers: [dispatcher] }],
      campaigns: { hello: { channel: 'email', purpose: 'service', picks: 0, compose } },
    });
    await engine.identify({ userId: 'ana', traits: { email: 'ana@example.com' } });
    await engine.recommend({ userId: 'ana' });
    console.log((await engine.send({ userId: 'ana', campaign: 'hello', occasion: 'one' })).status);
  `;
  const { stdout } = await run(process.execPath, [...process.execArgv, '--input-type=module', '-e', script]);
  expect(stdout.trim()).toBe('queued');
});
