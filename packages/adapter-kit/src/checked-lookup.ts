import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { NOT_PUBLIC } from './verdict.js';

/** All addresses of a host. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** As the operating system resolves. */
export const systemResolve: Resolve = (host) => lookup(host, { all: true });

/**
 * A `lookup` for connections: resolves once, and gives only addresses that were checked. What the name resolves to a moment
 * later has no say. One address among several that is not allowed refuses all: nobody public has a private neighbour.
 */
export function checkedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return done(notFound(), '');
        if (!addresses.every(({ address }) => isAllowed(address))) return done(notPublic(), '');
        return options.all === true ? done(null, [...addresses]) : done(null, first.address, first.family);
      },
      (failure) => done(failure, ''),
    );
  };
}

/** The error of an address that nobody may be sent to. */
export function notPublic(): NodeJS.ErrnoException {
  return Object.assign(new Error('The address is not public.'), { code: NOT_PUBLIC });
}

function notFound(): NodeJS.ErrnoException {
  return Object.assign(new Error('The host has no address.'), { code: 'ENOTFOUND' });
}
