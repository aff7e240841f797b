import type { Engine } from './engine.js';
import type { JsonValue } from './json.js';

/**
 * Something that is done again and again: lists of the week, campaigns, fits. Every process of a service declares the same jobs;
 * exactly one executes each run.
 */
export interface Job {
  /** A cron expression of five fields, such as `0 8 * * 1` (Mondays at eight), or a length of time such as `{ every: '15m' }`. */
  readonly schedule: string | { readonly every: string };
  /** IANA zone in which a cron expression is meant, such as `Europe/Madrid`. Default: `UTC`. */
  readonly timezone?: string;
  /**
   * What to do about runs that nobody was there for: the latest of them (`latest`, the default), each, oldest first (`each`, at most
   * 100), or none that is late by more than ten minutes (`none`).
   */
  readonly catchUp?: 'latest' | 'each' | 'none';
  /**
   * Does one run. When it throws, it is tried again with growing pauses, five times in all. After a crash another process takes over,
   * from the last `save` on: what it did since may happen twice, so let it be something that does no harm twice, as `send` is.
   */
  run(context: JobContext): void | Promise<void>;
}

/** What a run may know, and use. */
export interface JobContext {
  readonly engine: Engine;
  /** The moment that this run was planned for, whoever executes it and however late. Milliseconds since 1970. */
  readonly scheduledFor: number;
  /** The same as a text, such as `2026-11-23T07:00:00.000Z`: an `occasion` for messages of this run. */
  readonly occasion: string;
  /** What an earlier attempt at this run saved last. */
  readonly checkpoint: JsonValue | undefined;
  /** Keeps how far it is. @throws SINTONIA_JOB_LOST when another process has taken over: stop then. */
  save(checkpoint: JsonValue): Promise<void>;
  /** Fires when the engine closes, or another process has taken over. */
  readonly abort: AbortSignal;
}

/** How it is with a job. */
export interface JobStatus {
  readonly name: string;
  /** `running` by whichever process, `waiting` for its time, `retrying` after a run that failed. */
  readonly state: 'running' | 'waiting' | 'retrying';
  /** The run under way, or else the next one. Milliseconds since 1970; absent when there will be none. */
  readonly scheduledFor?: number;
  /** When a run last came to a good end. */
  readonly finishedAt?: number;
  /** The run that was last given up. */
  readonly failed?: { readonly scheduledFor: number; readonly code: string };
  /** Tries of the run under way. */
  readonly attempts: number;
  /** Why the last try failed. */
  readonly code?: string;
}

/** The jobs that were declared in `createEngine({ jobs })`. */
export interface Jobs<JobName extends string = string> {
  list(): Promise<readonly JobStatus[]>;
  /**
   * Executes a job now, outside its schedule, and resolves when it is done.
   *
   * @throws SINTONIA_JOB_UNKNOWN, SINTONIA_JOB_LOST when it is running already, and what the job throws.
   */
  run(name: JobName): Promise<void>;
}
