/** `module-bytes.ts` as text, for a compiled module. */
export function embeddedSource(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,120}/g);
  return [
    '// Made by `npm run kernels` from assembly/; do not edit.',
    '',
    '/** The compiled module as base64. */',
    `export const moduleBytes =\n  '${(lines ?? []).join("' +\n  '")}';`,
    '',
  ].join('\n');
}
