import { errorTable } from '../../packages/spec/src/errors.js';

/** docs/errors.md, made from the table that the errors themselves are made from. */
export function errorsPage(): string {
  const rows = Object.entries(errorTable).map(
    ([name, { retryable, meaning }]) => `| \`SINTONIA_${name}\` | ${retryable ? 'yes' : 'no'} | ${meaning} |`,
  );
  return `# Errors

<!-- Made by \`npm run docs\` from packages/spec/src/errors.ts. Change it there. -->

Everything that Sintonia throws is a \`SintoniaError\`. Its \`code\` never changes its meaning; its \`message\` may be reworded at
any time. \`field\` is the path of the value at fault, \`details\` holds facts for machines, \`cause\` the error underneath.
None of them repeats personal data or a secret.

\`\`\`ts
import { type Engine, isSintoniaError } from '@sintonia/spec';

export async function record(engine: Engine, body: object) {
  try {
    await engine.collect(body as Parameters<Engine['collect']>[0]);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    return { status: error.retryable ? 503 : 400, code: error.code, field: error.field };
  }
  return { status: 204 };
}
\`\`\`

\`isSintoniaError(error, 'STORE_FULL')\` asks for one code. It also knows errors that another copy of the package threw, which
\`instanceof\` does not.

**Retry** says whether the very same call may succeed later. Some codes are not thrown but told: as the reason why \`collect\`
refused one signal of many, or why a message in the outbox failed.

| Code | Retry | What it means, and what to do |
|---|---|---|
${rows.join('\n')}
`;
}
