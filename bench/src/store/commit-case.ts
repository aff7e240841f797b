import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { besidePeer } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { alternating } from './alternating.js';
import { TENANT, withStore } from './opened.js';
import type { StoreKind } from './store-kind.js';

/** How long until a commit of so many signals is durable, beside the bare driver, and beside nothing but the disk. */
export function commitCase(kind: StoreKind, batch: number): BenchCase {
  const name = `${kind.name}-${batch}`;
  return {
    name,
    about: `a commit of ${batch}, beside the same rows by ${kind.driver}, and beside an append of the same bytes`,
    run(sizes, say) {
      return withStore(kind, sizes.people, async ({ store, bare, apart, folder, signals, fill }) => {
        say('filling');
        await fill(sizes.signals);
        const file = openSync(join(folder, 'appended'), 'a');
        say('measuring');
        // What is to be written is made outside of what is measured.
        const some = () => Array.from({ length: 4 }, () => signals(batch));
        let made = some();
        const [ours, theirs, disk, elsewhere] = (await alternating(
          sizes.seconds * sizes.rounds,
          [
            () => store.commit({ tenant: TENANT, append: made[0] ?? [] }),
            () => bare.append(made[1] ?? []),
            () => {
              writeSync(file, JSON.stringify(made[2]));
              fdatasyncSync(file);
            },
            ...(apart === undefined ? [] : [() => apart.append(made[3] ?? [])]),
          ],
          () => {
            made = some();
          },
        )) as [number, number, number, number | undefined];
        closeSync(file);
        const figure = { case: name, metric: 'commitP50', value: ours, unit: 'ms' };
        const apartFigure = { ...figure, metric: 'commitP50 beside a thread' };
        return [
          besidePeer(figure, `bare ${kind.driver}`, theirs),
          ...(elsewhere === undefined ? [] : [besidePeer(apartFigure, `bare ${kind.driver} in a thread`, elsewhere)]),
          besidePeer({ ...figure, metric: 'commitP50 beside the disk' }, 'append and fdatasync', disk),
        ];
      });
    },
  };
}
