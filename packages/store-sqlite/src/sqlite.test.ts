import { storeSuite } from '@sintonia/testing';
import { sqlite } from './sqlite.js';
import { testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
let count = 0;

storeSuite('sqlite', {
  open() {
    count += 1;
    return sqlite(pathOf(`${count}.db`));
  },
  reopen: () => sqlite(pathOf(`${count}.db`)),
});
