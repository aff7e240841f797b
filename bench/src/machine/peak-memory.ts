import { readFileSync, writeFileSync } from 'node:fs';

const KIB = 1_024;

/** Forgets the most memory that this process took until now. Only Linux can; elsewhere the peak is that of its whole life. */
export function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Then the peak is too high, never too low.
  }
}

/** The most memory that this process held since `forgetPeak`, in bytes. */
export function peakBytes(): number {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (peak) return Number(peak[1]) * KIB;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * KIB;
}
