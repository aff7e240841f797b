import { besidePeer } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { alternating } from './alternating.js';
import { personOf } from './made-up-signals.js';
import { TENANT, withStore } from './opened.js';
import type { StoreKind } from './store-kind.js';

const LATEST = 50;

/** How long a person's latest signals take. Everybody has about two hundred. */
export function latestCase(kind: StoreKind): BenchCase {
  const name = `${kind.name}-last${LATEST}`;
  return {
    name,
    about: `a person's last ${LATEST} signals, beside ${kind.driver}`,
    run(sizes, say) {
      const people = Math.min(500, Math.max(1, Math.ceil(sizes.signals / 200)));
      return withStore(kind, people, async ({ store, bare, fill }) => {
        say('filling');
        await fill(sizes.signals);
        let turn = 0;
        const person = () => personOf((turn++ * 7_919) % people);
        say('measuring');
        const [ours, theirs] = (await alternating(sizes.seconds * sizes.rounds, [
          () => store.scan({ tenant: TENANT, person: person(), direction: 'backward', limit: LATEST }),
          () => bare.latest(person(), LATEST),
        ])) as [number, number];
        const figure = { case: name, metric: 'readP50', value: ours, unit: 'ms' };
        return [besidePeer(figure, `bare ${kind.driver}`, theirs)];
      });
    },
  };
}
