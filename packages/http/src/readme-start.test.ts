import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sqlite } from '@sintonia/store-sqlite';
import { expect, it, onTestFinished } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Runs the start on a port that is free, in a folder of this package. */
async function started() {
  const [, start = ''] = /^```ts\n([\s\S]*?)^```/m.exec(readme) ?? [];
  const folder = mkdtempSync(fileURLToPath(new URL('../.start-', import.meta.url)));
  const told = 'listen(0, function () { console.log(this.address().port); })';
  writeFileSync(`${folder}/start.mjs`, start.replace('listen(8080)', told));
  const child = spawn(process.execPath, [...process.execArgv, 'start.mjs'], { cwd: folder });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const kill = () => {
    child.kill('SIGKILL');
    return closed;
  };
  onTestFinished(async () => {
    await kill();
    rmSync(folder, { recursive: true });
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (port) => resolve(`http://localhost:${Number(port)}`));
    child.stderr.once('data', (error) => reject(new Error(String(error))));
  });
  return { origin, folder, kill };
}

it('the start in README.md serves what README.md asks of it, and has it when it is killed', async () => {
  const { origin, folder, kill } = await started();
  const asked = [...readme.matchAll(/^curl localhost:8080(\S+)(?: -H '(.+?): (.+?)')? -d '(.+)'$/gm)];
  const answers: unknown[] = [];
  for (const [, path, name = 'x', value = '', body = ''] of asked) {
    const response = await fetch(origin + path, { method: 'POST', headers: { [name]: value }, body });
    answers.push([response.status, await response.json()]);
  }
  expect(answers).toMatchObject([
    [200, { success: true, accepted: 1 }],
    [200, { person: 'ana', picks: [] }],
  ]);

  await kill();
  const store = sqlite(`${folder}/app.db`);
  onTestFinished(() => store.close());
  const { signals } = await store.scan({ tenant: 'default', person: 'ana', direction: 'backward', limit: 10 });
  expect(signals).toMatchObject([{ type: 'Product Viewed', itemId: 'mug' }]);
});
