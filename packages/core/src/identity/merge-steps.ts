import { createHash } from 'node:crypto';
import { type IdentityChange, type IdentityObstacle, type IdentityPair, type PersonId, personOf } from '@sintonia/spec';
import { partsOf, type StoredDevice, type StoredPerson } from './stored-identity.js';

/** Both sides of a link. */
export interface Sides {
  readonly device: StoredDevice;
  readonly person: StoredPerson;
}

export interface Step extends Sides {
  readonly change: IdentityChange;
}

export interface MergeLimits {
  readonly mostDevices: number;
  readonly mostMerges: number;
}

/** What stands against a merge, by what is stored. */
export function obstacleTo({ userId }: IdentityPair, { device, person }: Sides, limits: MergeLimits) {
  const found = (obstacle: IdentityObstacle) => obstacle;
  if (device.isShared) return found('shared');
  if (device.owner !== undefined) return device.owner === userId ? undefined : found('otherPerson');
  if (person.devices.length >= limits.mostDevices) return found('tooManyDevices');
  const merges = device.changes.filter(({ change }) => change === 'merged').length;
  return merges >= limits.mostMerges ? found('mergedTooOften') : undefined;
}

export function merged(pair: IdentityPair, { device, person }: Sides, by: IdentityChange['by'], at: number): Step {
  const { userId, anonymousId } = pair;
  const change: IdentityChange = { change: 'merged', userId, anonymousId, by, at };
  const parts = partsOf(personOf({ anonymousId }), device);
  return {
    device: { ...device, owner: userId, changes: [...device.changes, change] },
    person: {
      devices: [{ anonymousId, parts, since: at }, ...person.devices],
      former: person.former.filter((id) => id !== anonymousId),
    },
    change,
  };
}

/** What comes from now on is kept as if the browser had been given a new anonymous id; what came stays whose it is. */
export function shared(anonymousId: string, sides: Sides, tenant: string, at: number): Step {
  const { device } = sides;
  const change: IdentityChange = { change: 'shared', userId: device.owner as string, anonymousId, by: 'identify', at };
  const earlier = partsOf(personOf({ anonymousId }), device);
  const kept = successorOf(anonymousId, tenant, earlier.length);
  return {
    ...sides,
    device: { ...device, kept, earlier, isShared: true, changes: [...device.changes, change] },
    change,
  };
}

export function unmerged({ userId, anonymousId }: IdentityPair, { device, person }: Sides, at: number): Step {
  const change: IdentityChange = { change: 'unmerged', userId, anonymousId, by: 'unmerge', at };
  const { owner: _owner, ...own } = device;
  return {
    device: { ...own, isShared: false, changes: [...device.changes, change] },
    person: {
      devices: person.devices.filter((owned) => owned.anonymousId !== anonymousId),
      former: [anonymousId, ...person.former],
    },
    change,
  };
}

/** A pure function, so that whoever repeats the write names the same; hashed, because ids may be as long as ids may be. */
function successorOf(anonymousId: string, tenant: string, turn: number): PersonId {
  const hash = createHash('sha256')
    .update(JSON.stringify(['shared', tenant, anonymousId, turn]))
    .digest('hex');
  return personOf({ anonymousId: `shared-${hash}` });
}
