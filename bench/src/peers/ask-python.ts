import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A peer says so where its library is not there. */
const ABSENT = 3;
// Debian's packages are the system's Python's, which need not be the first one there is.
const pythons = ['python3', '/usr/bin/python3'];
const MOST_BYTES = 64 * 2 ** 20;

/** Which Python has the library that a script wants; `undefined` where none has. */
const having = new Map<string, string | undefined>();

/**
 * Asks a script of `bench/peers`, in a process of its own.
 *
 * @returns its answer; `undefined` where the peer is absent: no Python, or none that can import what the script wants
 */
export async function askPython<Answer>(script: string, question: object): Promise<Answer | undefined> {
  const candidates = having.has(script) ? [having.get(script)] : pythons;
  for (const python of candidates) {
    if (python === undefined) continue;
    const answer = await run(python, script, question);
    if (answer === undefined) continue;
    having.set(script, python);
    return JSON.parse(answer) as Answer;
  }
  having.set(script, undefined);
  return undefined;
}

function run(python: string, script: string, question: object): Promise<string | undefined> {
  const file = fileURLToPath(new URL(`../../peers/${script}.py`, import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(python, [file, JSON.stringify(question)], { maxBuffer: MOST_BYTES }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (error.code === ABSENT || error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
  });
}
