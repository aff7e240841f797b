import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const module = new URL('./hand-over.mjs', import.meta.url).href;

/** A program that hands over to Node running `script`. */
const call = (script: string) =>
  `import { handOver } from ${JSON.stringify(module)}; handOver(process.execPath, ['-e', ${JSON.stringify(script)}]);`;

/** Starts an ES module given as text. */
const start = (program: string) =>
  spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });

const handingOver = (script: string) => start(call(script));

describe('handOver', () => {
  it('ends with the exit code of the task', async () => {
    expect(await once(handingOver('process.exit(7)'), 'close')).toEqual([7, null]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on and lets the task finish in its own way', async (signal) => {
    const child = handingOver(
      `process.on('${signal}', () => { console.log('tidy'); process.exit(3); });
       setInterval(() => {}, 1000); console.log('ready');`,
    );
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(output).toBe('ready\ntidy\n');
  });

  it('dies of the signal its task died of', async () => {
    const child = handingOver("console.log('ready'); setInterval(() => {}, 1000)");
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([null, 'SIGTERM']);
  });

  it('ends the task when whoever started it is gone without a word', async () => {
    const task = "process.on('SIGTERM', () => { console.log('tidy'); process.exit(); }); setInterval(() => {}, 1000);";
    const inner = JSON.stringify(call(`${task} console.log('ready')`));
    const child = start(`import { spawn } from 'node:child_process';
      spawn(process.execPath, ['--input-type=module', '-e', ${inner}], { stdio: 'inherit' });`);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child.stdout, 'end');
    expect(output).toBe('ready\ntidy\n');
  });
});
