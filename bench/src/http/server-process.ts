import { type Server, servers } from './servers.js';
import type { ServerAnswer, ServerQuestion } from './started-server.js';

// A server of `http/throughput` in a process of its own, so that whoever sends takes nothing from its figures.
let server: Server | undefined;
const answer = (message: ServerAnswer) => process.send?.(message);

process.on('message', async (question: ServerQuestion) => {
  if (question !== 'cpu') {
    server = await servers[question]();
    answer({ origin: server.origin });
    return;
  }
  const { user, system } = process.cpuUsage();
  answer({ cpuSeconds: (user + system) / 1e6 });
});

process.once('disconnect', async () => {
  await server?.close();
});
