/** One broken rule: where, which, and what to do about it. */
export interface Finding {
  level: 'error' | 'warning';
  /** Path from the root of the workspace. */
  file: string;
  rule: string;
  message: string;
  /** What to do. */
  fix: string;
}

export function describeFinding({ level, file, rule, message, fix }: Finding): string {
  return `${level === 'error' ? '✗' : '!'} ${file} [${rule}] ${message}. ${fix}.`;
}
