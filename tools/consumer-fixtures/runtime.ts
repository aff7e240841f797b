import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node } from '../workspace/command.js';
import { type Check, entriesOf } from './fixture.js';

const script = (entries: readonly string[]) => `
const entries = ${JSON.stringify(entries)};
for (const entry of entries) {
  const imported = Object.keys(await import(entry)).sort().join();
  const required = Object.keys(require(entry)).filter((name) => name !== '__esModule').sort().join();
  if (imported !== required) throw new Error(entry + ': import gives ' + imported + ', require gives ' + required);
}
`;

/** It loads by `import` and by `require`, and both give the same. */
export const loads: Check = async (fixture) => {
  const lines = ["import { createRequire } from 'node:module';", 'const require = createRequire(import.meta.url);'];
  writeFileSync(join(fixture.home, 'load.mjs'), [...lines, script(entriesOf(fixture))].join('\n'));
  const { code, output } = await node(['load.mjs'], { cwd: fixture.home, env: { NODE_OPTIONS: '' } });
  return code === 0 ? [] : [`it does not load in plain Node ${process.version}:\n${output.trim()}`];
};
