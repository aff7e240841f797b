import { parseArgs } from 'node:util';
import { runCluster } from './run-cluster.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    processes: { type: 'string', default: '3' },
    'kill-every': { type: 'string', default: '4' },
  },
});

const { killed, signals, miscounted, messages } = await runCluster({
  seconds: Number(values.seconds),
  processes: Number(values.processes),
  killEverySeconds: Number(values['kill-every']),
});
console.log(`${values.processes} engines on one PostgreSQL for ${values.seconds} s, ${killed} of them killed on the way.

signals   acknowledged ${signals.acknowledged}, stored ${signals.stored}, lost ${signals.lost}, doubled ${signals.doubled}
profiles  with a wrong count ${miscounted}
messages  acknowledged ${messages.acknowledged}, accepted ${messages.accepted}, accepted twice ${messages.acceptedTwice}, in doubt ${messages.unknown}, lost ${messages.lost}`);
const isRight = [signals.lost, signals.doubled, miscounted, messages.acceptedTwice, messages.lost].every(
  (count) => count === 0,
);
console.log(isRight ? '\nNothing was lost, and nothing was doubled.' : '\nSomething was lost or doubled.');
process.exitCode = isRight ? 0 : 1;
