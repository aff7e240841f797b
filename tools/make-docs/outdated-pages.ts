import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages.js';

/** Documents that no longer say what they are made from. */
export function outdatedPages(root: string): string[] {
  return Object.entries(pages).flatMap(([path, render]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === render() ? [] : [path];
  });
}
