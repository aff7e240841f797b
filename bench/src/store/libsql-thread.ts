// The thread of libsqlApart.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Signal } from '@sintonia/spec';
import { bareLibsql } from './bare-libsql.js';

const port = parentPort as MessagePort;
const bare = bareLibsql(workerData as string);
port.on('message', (signals: readonly Signal[]) => {
  bare.append(signals);
  port.postMessage('done');
});
port.postMessage('open');
