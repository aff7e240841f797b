import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Runs the start on a port that is free, in a folder of this package. Gives its origin. */
async function started(): Promise<string> {
  const [, start = ''] = /^```ts\n([\s\S]*?)^```/m.exec(readme) ?? [];
  const folder = mkdtempSync(fileURLToPath(new URL('../.start-', import.meta.url)));
  const told = 'listen(0, function () { console.log(this.address().port); })';
  writeFileSync(`${folder}/start.mjs`, start.replace('listen(8080)', told));
  const child = spawn(process.execPath, [...process.execArgv, 'start.mjs'], { cwd: folder });
  onTestFinished(async () => {
    child.kill();
    await closed;
    rmSync(folder, { recursive: true });
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (port) => resolve(`http://localhost:${Number(port)}`));
    child.stderr.once('data', (error) => reject(new Error(String(error))));
  });
}

it('the start in README.md serves what README.md asks of it', async () => {
  const origin = await started();
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
});
