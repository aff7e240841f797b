import { fileURLToPath } from 'node:url';

/** Where public data sets lie, if they do: beside the checkout. */
export function dataFile(name: string): string {
  return fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
}
