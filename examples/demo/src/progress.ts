/** One step of the work, while it lasts. */
export interface Step {
  /** How far it is, 0 to 1, and perhaps a word about it. */
  at(fraction: number, note?: string): void;
  done(note: string): void;
}

export interface Progress {
  step(title: string): Step;
  /** A line of its own. */
  say(text: string): void;
}

const BAR = 28;
const REDRAW_MS = 100;
const LINE_MS = 3_000;
const TITLE = 22;

/** Bars that redraw themselves in a terminal; anywhere else a plain line every few seconds. */
export function showProgress(output: NodeJS.WriteStream, now = Date.now): Progress {
  const clear = output.isTTY ? '\r\x1b[2K' : '';
  return {
    say: (text) => void output.write(`${clear}${text}\n`),
    step(title) {
      const started = now();
      let drawn = started - (output.isTTY ? REDRAW_MS : 0);
      const name = title.padEnd(TITLE);
      return {
        at(fraction, note = '') {
          if (now() - drawn < (output.isTTY ? REDRAW_MS : LINE_MS)) return;
          drawn = now();
          const share = Math.min(1, Math.max(0, fraction));
          const percent = `${Math.floor(share * 100)}%`.padStart(4);
          output.write(
            output.isTTY ? `${clear}${name} ${bar(share)} ${percent} ${note}` : `${name} ${percent} ${note}\n`,
          );
        },
        done(note) {
          const seconds = ((now() - started) / 1000).toFixed(1);
          output.write(`${clear}${name} ${note} (${seconds} s)\n`);
        },
      };
    },
  };
}

function bar(share: number): string {
  const full = Math.round(share * BAR);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}
