/** `module-bytes.ts` as text, for a compiled module. */
export function embeddedSource(bytes: Uint8Array): string {
  return `// Made by \`npm run kernels\` from assembly/; do not edit.

/** The compiled module as base64. */
export const moduleBytes =
  '${Buffer.from(bytes).toString('base64')}';
`;
}
