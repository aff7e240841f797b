import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Workload } from '../kill-sweep/workload.js';
import { contentOf } from '../store/content-of.js';

interface Answers {
  readonly known: string;
  readonly stranger: string;
}

const run = promisify(execFile);
const linesOf = async (file: string, ...args: readonly string[]) =>
  (await run(process.execPath, [file, ...args])).stdout.split('\n');
const answersIn = (lines: readonly string[], word: string): readonly Answers[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => JSON.parse(line.slice(word.length)));

/** Models learn anew and are swapped: whoever comes after a crash answers with the old ones or the new. */
export function fit(bug?: 'pointer-first'): Workload {
  /** What each version answers, the oldest first. */
  let versions: readonly Answers[] = [];
  return {
    name: bug === undefined ? 'fit' : `fit (${bug})`,
    program: fileURLToPath(new URL('./fit.program.ts', import.meta.url)),
    args: ['fit', ...(bug === undefined ? [] : [bug])],
    systemCalls: ['pwrite64', 'fsync', 'fdatasync', 'pread64'],
    files: ['store.db', 'store.db-wal'],

    async prepare(folder, file) {
      const begun = await linesOf(file, folder, 'begin');
      const copy = mkdtempSync(join(tmpdir(), 'sintonia-fit-'));
      try {
        cpSync(folder, copy, { recursive: true });
        versions = answersIn([...begun, ...(await linesOf(file, copy, 'fit'))], 'fitted');
      } finally {
        rmSync(copy, { recursive: true });
      }
    },

    async judge(folder, said, file) {
      const lines = await linesOf(file, folder, 'look');
      const least = answersIn(said, 'fitted').length;
      const ofVersion = (kind: keyof Answers, answers: Answers) =>
        versions.findIndex((version) => version[kind] === answers[kind]);
      const [first] = answersIn(lines, 'answers');
      const kinds = ['known', 'stranger'] as const;
      const torn = [...answersIn(lines, 'answers'), ...answersIn(lines, 'back')].filter((answers) =>
        kinds.some((kind) => ofVersion(kind, answers) < 0),
      );
      return [
        ...contentOf(join(folder, 'store.db')).damage,
        ...lines.filter((line) => line.startsWith('error')),
        ...torn.map((answers) => `answered with no version: ${JSON.stringify(answers)}`),
        ...(first && kinds.every((kind) => ofVersion(kind, first) >= least) ? [] : ['an older version came back']),
        ...answersIn(lines, 'back').flatMap((answers) =>
          JSON.stringify(answers) === JSON.stringify(first) ? ['going back changed nothing'] : [],
        ),
        ...(answersIn(lines, 'answers').every((each) => JSON.stringify(each) === JSON.stringify(first))
          ? []
          : ['going back twice is not where it began']),
        ...(lines.includes('surplus 0') ? [] : [`a day later: ${lines.find((line) => line.startsWith('surplus'))}`]),
      ];
    },
  };
}
