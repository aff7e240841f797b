// Never closes its store: a pending commit must still be written, and an idle store must let the process end.
import { sqlite } from '../sqlite.js';

const store = sqlite(process.argv[2] as string);
store.watch?.('t', () => {});
await store.get({ tenant: 't', collection: 'c', id: 'a' });
setTimeout(() => {
  const signal = { id: 's', type: 'x', person: 'p', timestamp: 0, receivedAt: 0 };
  void store.commit({ tenant: 't', append: [signal] }).then(() => console.log('acknowledged'));
}, 50);
