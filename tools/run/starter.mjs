import { readFileSync } from 'node:fs';

const pollMs = 250;

/**
 * Calls back once when whoever started us is gone: a shell passes no signal on, and SIGKILL gives no time to.
 * Without this a killed `npm run demo` would leave the demo at work behind its back.
 */
export function onStarterGone(callback) {
  const atFirst = starters();
  const timer = setInterval(() => {
    if (starters() === atFirst) return;
    clearInterval(timer);
    callback();
  }, pollMs);
  timer.unref();
}

/** Our parent; and where that is the shell npm puts between (it can be seen on Linux), the shell's parent too. */
function starters() {
  const parent = process.ppid;
  try {
    const [, name, grandparent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8'));
    const betweenNpmAndUs = process.env.npm_lifecycle_event !== undefined && /^(ba|da|z|)sh$/.test(name);
    return betweenNpmAndUs ? `${parent} ${grandparent}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
