import { storeSuite } from '@sintonia/testing';
import { sqlite } from './sqlite.js';
import { testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
let count = 0;

// By `auto` it would depend on how busy the machine is what is tested.
const everyday = ['thread'] as const;
const deep = ['thread', 'caller'] as const;

for (const lone of process.env.SINTONIA_DEEP === undefined ? everyday : deep) {
  storeSuite(`sqlite (${lone})`, {
    open() {
      count += 1;
      return sqlite(pathOf(`${count}.db`), { lone });
    },
    reopen: () => sqlite(pathOf(`${count}.db`), { lone }),
  });
}
