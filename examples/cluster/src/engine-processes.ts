import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./engine-process.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
}

/** Processes that are replaced when they are killed. */
export class EngineProcesses {
  /** What any of them was told is done: ids of signals, send keys of messages. */
  readonly acknowledged = { signal: new Set<string>(), message: new Set<string>() };
  readonly #args: readonly string[];
  readonly #running: Running[] = [];
  #started = 0;

  constructor(count: number, args: readonly string[]) {
    this.#args = args;
    for (let place = 0; place < count; place += 1) this.#start(place);
  }

  /** Amid its work, as a machine fails, and starts another. */
  async kill(place: number): Promise<void> {
    const child = await this.#at(place);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    this.#start(place);
  }

  /** Lets all of them finish. */
  async end(): Promise<void> {
    await Promise.all(
      this.#running.map(async (_, place) => {
        const child = await this.#at(place);
        const closed = once(child, 'close');
        child.kill('SIGTERM');
        const [code] = await closed;
        if (code !== 0) throw new Error(`A process ended with ${code}.`);
      }),
    );
  }

  async #at(place: number): Promise<ChildProcess> {
    const { child, ready } = this.#running[place] as Running;
    await ready;
    return child;
  }

  #start(place: number): void {
    this.#started += 1;
    const args = [...process.execArgv, script, ...this.#args, `process-${this.#started}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ready = new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve());
      child.once('exit', () => reject(new Error('A process could not start.')));
    });
    // Whoever waits for it is told.
    ready.catch(() => {});
    this.#running[place] = { child, ready };
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      const lines = (text + part).split('\n');
      // A process that is killed may leave half a line.
      text = lines.pop() ?? '';
      for (const line of lines) {
        const [kind, id] = line.split(' ');
        if (id !== undefined) this.acknowledged[kind as 'signal' | 'message'].add(id);
      }
    });
  }
}
