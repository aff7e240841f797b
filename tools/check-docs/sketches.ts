/** TypeScript blocks that are left out of the compilation without saying why: "```ts sketch: REASON" says it. */
export function unexplainedSketches(markdown: string): string[] {
  return markdown.split('\n').flatMap((line, at) => {
    const [, label = ''] = /^\s*```(?:ts|typescript)\b(.*)$/.exec(line) ?? [];
    if (['', 'alone'].includes(label.trim()) || /^ sketch: \S/.test(label)) return [];
    return [`${at + 1}: code marked "${label.trim()}" is not compiled; if it can't be, write "sketch: " and why`];
  });
}
