import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arguments } from './arguments.js';
import type { Example } from './campaign.js';
import type { Dataset } from './data/dataset.js';
import type { Ranking } from './evaluate.js';
import { RunLock } from './run-lock.js';

/** What a run remembers of itself. Everything else is in its store and in the log of its mail sink. */
export interface RunState {
  readonly version: 1;
  /** By the machine's clock, so that the run's own clock goes on after a restart. */
  readonly startedAt: number;
  /** The engine has this many signals for good, and they end with this line. */
  readonly signals: number;
  readonly acknowledgedLine: number;
  readonly refused: number;
  readonly catalogued: boolean;
  readonly collected: boolean;
  readonly ranking?: Ranking;
  readonly fitted: boolean;
  readonly examples: readonly Example[];
  readonly finished: boolean;
}

/** The folder of one run: store, mail log, report, and how far it is. One process at a time. */
export class Run {
  readonly resumed: boolean;
  #state: RunState;

  private constructor(
    readonly folder: string,
    private readonly lock: RunLock,
    known: RunState | undefined,
  ) {
    this.resumed = known !== undefined;
    this.#state = known ?? {
      ...{ version: 1, startedAt: Date.now(), signals: 0, acknowledgedLine: 0, refused: 0 },
      ...{ catalogued: false, collected: false, fitted: false, examples: [], finished: false },
    };
  }

  /** Goes on with an unfinished run on the same file with the same options; starts anew after a finished one. */
  static async open(args: Arguments, { identity, columns }: Dataset): Promise<Run> {
    const about = JSON.stringify([identity, Object.entries(columns).sort(), String(args.limitMessages)]);
    const folder = join(args.runs, createHash('sha256').update(about).digest('hex').slice(0, 12));
    mkdirSync(folder, { recursive: true });
    const lock = await RunLock.take(join(folder, 'lock'));
    const known = args.fresh ? undefined : readState(folder);
    if (known === undefined || known.finished) {
      for (const name of [...LEFTOVERS, STATE]) rmSync(join(folder, name), { force: true });
      return new Run(folder, lock, undefined);
    }
    return new Run(folder, lock, known);
  }

  get state(): RunState {
    return this.#state;
  }

  path(name: (typeof LEFTOVERS)[number]): string {
    return join(this.folder, name);
  }

  /** Survives a kill at any moment: either the old state is there or the new one. */
  save(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    const file = join(this.folder, STATE);
    writeFileSync(`${file}.new`, JSON.stringify(this.#state));
    renameSync(`${file}.new`, file);
  }

  /** The engine's clock: the data ends now. */
  clock(lastAt: number): { now(): number } {
    const { startedAt } = this.#state;
    return { now: () => lastAt + Math.max(0, Date.now() - startedAt) };
  }

  close(): void {
    this.lock.close();
  }
}

const STATE = 'state.json';
const LEFTOVERS = [
  ...(['engine.db', 'engine.db-wal', 'engine.db-shm'] as const),
  ...(['mails.jsonl', 'fates.jsonl', 'skipped.tsv', 'report.html'] as const),
];

/** Nothing when there is no state, or none that can be gone on with. */
function readState(folder: string): RunState | undefined {
  try {
    const state = JSON.parse(readFileSync(join(folder, STATE), 'utf8')) as RunState;
    return state.version === 1 && existsSync(join(folder, 'engine.db')) ? state : undefined;
  } catch {
    return undefined;
  }
}
