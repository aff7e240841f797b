import type { MailResolver } from './mail-resolver.js';

/** A name's records; or the code of an error, such as `ESERVFAIL`; or `hangs`. */
export type Zone = Readonly<Record<string, readonly string[] | string>>;

/** A DNS of which all is known. Texts are records of TXT, `mx:name` counts mail servers, `a:name` and `aaaa:name` addresses. */
export function fakeResolver(zone: Zone): MailResolver & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const answer = (name: string): Promise<readonly string[]> => {
    asked.push(name);
    const records = Object.hasOwn(zone, name) ? (zone[name] as readonly string[] | string) : 'ENOTFOUND';
    if (records === 'hangs') return new Promise(() => {});
    if (typeof records === 'string') return Promise.reject(Object.assign(new Error(records), { code: records }));
    return Promise.resolve(records);
  };
  return {
    asked,
    // A long text comes in several strings, as it travels.
    resolveTxt: async (name) => (await answer(name)).map((text) => text.match(/.{1,255}/gs) ?? ['']),
    resolveMx: (name) => answer(`mx:${name}`),
    resolve4: (name) => answer(`a:${name}`),
    resolve6: (name) => answer(`aaaa:${name}`),
  };
}
