import { storeSuite } from '@sintonia/testing';
import { postgres } from './postgres.js';
import { testServer } from './test-server.fixture.js';

// Nothing here is about power cuts: those are in the tests of crashes.
const server = testServer({ sync: false });
let address = '';

storeSuite('postgres', {
  async open() {
    address = await server().database();
    return postgres(address);
  },
  reopen: () => postgres(address),
});
