import { spawn } from 'node:child_process';
import { onStarterGone } from './starter.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a command in our place: same terminal, signals passed on, its end is our end. */
export function handOver(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' });

  for (const signal of signals) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the whole group, the child included; twice could look like "now at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }

  onStarterGone(() => child.kill('SIGTERM'));

  child.once('error', (error) => {
    console.error(`Cannot start ${command}: ${error.message}`);
    process.exit(1);
  });
  child.once('close', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const each of signals) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  });
}
