import { needs, publishedPackages } from '../workspace/packages.js';
import { buildPackages } from './build-packages.js';

// `npm run build [-- NAME …]`: these packages and what they need, or all.
const all = publishedPackages();
const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !all.some((pkg) => pkg.id === id));
if (unknown.length > 0) {
  console.error(`No package ${unknown.join(', ')}; there are: ${all.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

const chosen = new Set(asked.length === 0 ? all : all.filter(({ id }) => asked.includes(id)));
for (const pkg of chosen) for (const other of needs(pkg, all)) chosen.add(other);

const failures = await buildPackages([...chosen]);
for (const { id, output } of failures) console.error(`\n${id} does not build:\n${output}`);
process.exitCode = failures.length === 0 ? 0 : 1;
