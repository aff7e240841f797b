import { join } from 'node:path';
import type { Package } from '../workspace/packages.js';

/** A folder somewhere else, in which one packed package was installed as a stranger would. */
export interface Fixture extends Package {
  /** The empty folder it was installed in. */
  home: string;
  tarball: string;
}

/** `['@sintonia/core', '@sintonia/core/container']` */
export function entriesOf({ manifest }: Package): string[] {
  return Object.keys(manifest.exports ?? {}).map((entry) => join(manifest.name, entry));
}

/** Looks at one thing of an installed package and says what is wrong with it; nothing when all is well. */
export type Check = (fixture: Fixture) => Promise<string[]> | string[];
