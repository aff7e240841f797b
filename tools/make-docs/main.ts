import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace/packages.js';
import { outdatedPages } from './outdated-pages.js';
import { pages } from './pages.js';

// `npm run docs`: writes the documents that are made. `npm run docs -- --check`: says which are outdated.
const outdated = outdatedPages(root);
const checking = process.argv.includes('--check');

for (const path of outdated) {
  if (checking) console.error(`${path} is outdated; make it anew by: npm run docs`);
  else {
    writeFileSync(join(root, path), (pages[path] as () => string)());
    console.log(`${path} written`);
  }
}
if (outdated.length === 0) console.log(`${Object.keys(pages).join(', ')}: up to date`);
if (checking && outdated.length > 0) process.exitCode = 1;
