import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeSuite } from '@sintonia/testing';
import { afterAll } from 'vitest';
import { sqlite } from './sqlite.js';

const folder = mkdtempSync(join(tmpdir(), 'sintonia-sqlite-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeSuite('sqlite', {
  open() {
    count += 1;
    return sqlite(join(folder, `${count}.db`));
  },
  reopen: () => sqlite(join(folder, `${count}.db`)),
});
