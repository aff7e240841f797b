import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildLists } from './build-lists.js';
import { csrOf, testCsr } from './numbers.fixture.js';
import { Kernels } from './runtime/kernels.js';
import { u32 } from './runtime/layout.js';
import { LocalExecutor } from './runtime/local-executor.js';
import { openKernels } from './runtime/open-kernels.js';
import { wasmModule } from './runtime/wasm-module.js';
import { WorkerExecutor } from './runtime/worker-executor.js';
import { workerStarter } from './runtime/worker-threads.js';

const large = testCsr(20_000, 2_000, 120);

describe('openKernels', () => {
  it('says where it runs', async () => {
    const kernels = openKernels({ threads: 2 });
    expect([kernels.engine, kernels.offThread, kernels.threads]).toEqual(['wasm', true, 2]);
    await kernels.close();
    const plain = openKernels({ engine: 'plain', threads: 2 });
    expect([plain.engine, plain.offThread, plain.threads]).toEqual(['plain', false, 1]);
  });

  it('refuses other options', () => {
    expect(() => openKernels({ threads: 0 })).toThrow(RangeError);
    expect(() => openKernels({ engine: 'gpu' as 'wasm' })).toThrow(TypeError);
  });

  it('needs no workers', async () => {
    const local = new Kernels(new LocalExecutor('wasm'), 'wasm', false);
    const kernels = openKernels({ threads: 2 });
    const matrix = testCsr(300, 200, 9);
    expect(await buildLists(local, matrix, { length: 9 })).toEqual(await buildLists(kernels, matrix, { length: 9 }));
    await kernels.close();
  });
});

describe.each([
  ['workers', () => openKernels({ threads: 2 })],
  ['slices', () => new Kernels(new LocalExecutor('wasm'), 'wasm', false)],
])('work in %s', (_, open) => {
  it('tells how far it is, to the end', async () => {
    const kernels = open();
    const fractions: number[] = [];
    await buildLists(kernels, large, { length: 100, progress: (fraction) => fractions.push(fraction) });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
    await kernels.close();
  });

  it('stops when told, before it starts and in the middle, and works on after', async () => {
    const kernels = open();
    const reason = new Error('enough');
    await expect(buildLists(kernels, large, { length: 9, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 20);
    await expect(buildLists(kernels, large, { length: 9, signal: controller.signal })).rejects.toBe(reason);
    const lists = await buildLists(kernels, csrOf([[0, 1]], 2), { length: 1 });
    expect([...lists.indices]).toEqual([1, 0]);
    await kernels.close();
  });
});

describe('workers', () => {
  const one = { values: u32(1) };

  it('reject what is running when they are closed, and what comes later', async () => {
    const kernels = openKernels({ threads: 2 });
    const running = buildLists(kernels, large, { length: 9 });
    await kernels.close();
    await expect(running).rejects.toThrow('closed');
    await expect(buildLists(kernels, large, { length: 9 })).rejects.toThrow('closed');
  });

  it('reject when one of them dies, and others take over', async () => {
    const module = wasmModule('shared');
    const start = workerStarter();
    if (!module || !start) throw new Error('Node has both.');
    const started: ReturnType<typeof start>[] = [];
    const counted = (source: string) => {
      const worker = start(source);
      started.push(worker);
      return worker;
    };
    const kernels = new Kernels(new WorkerExecutor(2, module, counted), 'wasm', true);
    const running = buildLists(kernels, large, { length: 9 });
    setTimeout(() => started[1]?.terminate(), 30);
    await expect(running).rejects.toThrow('in the middle of its work');
    const lists = await buildLists(kernels, csrOf([[0, 1]], 2), { length: 1 });
    expect([...lists.indices]).toEqual([1, 0]);
    await kernels.close();
  });

  it('reject with what a kernel failed with', async () => {
    const kernels = openKernels({ threads: 2 });
    const beyond = new Uint32Array(new SharedArrayBuffer(2 ** 28), 2 ** 27, 1);
    const failing = kernels.work(one, {}, ({ run, views }) => {
      const args = [
        beyond,
        beyond,
        new Float32Array(0),
        views.values,
        beyond,
        new Float32Array(0),
        2 ** 20,
        2 ** 20,
        4,
        4,
      ] as const;
      return run('transpose', args, { count: 1, chunk: 1 });
    });
    await expect(failing).rejects.toThrow('out of bounds');
    await kernels.close();
  });

  it('serve several calls at once', async () => {
    const kernels = openKernels({ threads: 2 });
    const matrix = testCsr(500, 200, 9);
    const all = await Promise.all([1, 2, 3].map(() => buildLists(kernels, matrix, { length: 9 })));
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
    await kernels.close();
  });

  it('refuse more memory than there can be', async () => {
    const kernels = openKernels({ threads: 1 });
    await expect(kernels.work({ values: u32(2 ** 31) }, {}, async () => 1)).rejects.toThrow('at most 4 GiB');
    await kernels.close();
  });

  it('keep no process alive', () => {
    const source = fileURLToPath(new URL('./index.ts', import.meta.url));
    const script = `
      const { buildLists, openKernels } = await import(${JSON.stringify(source)});
      const matrix = { rows: 1, columns: 2, indptr: Uint32Array.of(0, 2), indices: Uint32Array.of(0, 1) };
      const lists = await buildLists(openKernels({ threads: 2 }), matrix, { length: 1 });
      console.log([...lists.indices].join());
    `;
    const output = execFileSync(process.execPath, [...process.execArgv, '--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect(output.trim()).toBe('1,0');
  });
});
