/** Something that is interrupted at every place, and what must be true afterwards. */
export interface Workload {
  readonly name: string;
  /** TypeScript source, run as `node PROGRAM FOLDER ...args`. It says what was acknowledged, a line each, and `end` at last. */
  readonly program: string;
  readonly args?: readonly string[];
  /** Where to interrupt it. */
  readonly systemCalls: readonly string[];
  /** Only at calls on these files of the folder. Default: at any call, also those of Node itself. */
  readonly files?: readonly string[];
  /** Fills the folder that every point gets a copy of. Called once. @param file as for `judge`. */
  prepare?(folder: string, file: string): Promise<void>;
  /**
   * What is wrong with what is left, in words.
   *
   * @param said complete lines only.
   * @param file the program as plain JavaScript, for a second process that goes on.
   */
  judge(folder: string, said: readonly string[], file: string): Promise<readonly string[]>;
}

/** At which call, and what happens there. */
export interface Point {
  readonly systemCall: string;
  /** Counted for each thread, from 1. */
  readonly nth: number;
  /** What strace does: `signal=SIGKILL` before the call is made, or `error=EIO` instead of it. */
  readonly fault: string;
  /** At this call and all that follow. */
  readonly forever?: boolean;
}

export const nameOf = ({ systemCall, nth, fault, forever }: Point) =>
  `${fault} at ${systemCall} ${nth}${forever ? ' and after' : ''}`;
