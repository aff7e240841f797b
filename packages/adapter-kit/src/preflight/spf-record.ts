import { isIPv4, isIPv6 } from 'node:net';
import { LONGEST_RECORD } from './tag-list.js';

export type Qualifier = '+' | '-' | '~' | '?';

/** One `mechanism` of RFC 7208, section 5. */
export interface Mechanism {
  readonly qualifier: Qualifier;
  readonly kind: 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';
  /** A host, with macros in it perhaps. Empty for the domain itself. */
  readonly host: string;
  /** Whether it names all addresses there are. */
  readonly isEverybody: boolean;
}

export interface SpfRecord {
  /** Up to `all`: what stands behind it is never looked at. */
  readonly mechanisms: readonly Mechanism[];
  /** Where there is no `all`. */
  readonly redirect?: string;
}

/** Whether a TXT record is one of SPF. */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

const macro = /%(?:\{[slodiphcrtv]\d{0,3}r?[.\-+,/_=]*\}|[%_-])/gi;
const hostless = ['all', 'ip4', 'ip6'];
const mustName = ['include', 'exists', 'ip4', 'ip6'];

/** @returns the record, or the term that can't be read: then all of it counts for nothing (section 4.6). */
export function readSpf(text: string): SpfRecord | { readonly wrong: string } {
  if (text.length > LONGEST_RECORD) return { wrong: `${text.slice(0, 20)}…` };
  const mechanisms: Mechanism[] = [];
  const modifiers = new Map<string, string>();
  for (const term of text.split(' ').slice(1)) {
    if (term === '') continue;
    const [, name, value] = /^([a-z][\w.-]*)=(.*)$/is.exec(term) ?? [];
    if (name === undefined) {
      const mechanism = readMechanism(term);
      if (mechanism === undefined) return { wrong: shown(term) };
      mechanisms.push(mechanism);
      continue;
    }
    const key = name.toLowerCase();
    const isKnown = key === 'redirect' || key === 'exp';
    if (!areMacros(value as string) || (isKnown && (value === '' || modifiers.has(key)))) return { wrong: shown(term) };
    modifiers.set(key, value as string);
  }
  const all = mechanisms.findIndex(({ kind }) => kind === 'all');
  const redirect = modifiers.get('redirect');
  if (all !== -1) return { mechanisms: mechanisms.slice(0, all + 1) };
  return { mechanisms, ...(redirect !== undefined && { redirect }) };
}

function readMechanism(term: string): Mechanism | undefined {
  const found = /^([+~?-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?::([^\s]*?))?((?:\/\d{1,3})?(?:\/\/\d{1,3})?)$/i.exec(
    term,
  );
  if (found === null) return undefined;
  const [, qualifier, named = '', host = '', lengths = ''] = found;
  const kind = named.toLowerCase() as Mechanism['kind'];
  const hasHost = found[3] !== undefined;
  if (hasHost ? host === '' || kind === 'all' : mustName.includes(kind)) return undefined;
  const network = networkOf(kind, host, lengths);
  if (network === undefined || (!hostless.includes(kind) && !areMacros(host))) return undefined;
  return { qualifier: (qualifier || '+') as Qualifier, kind, host, isEverybody: kind === 'all' || network === 0 };
}

/** How many bits a network has; 32 or 128 for one address, undefined where it can't be. */
function networkOf(kind: Mechanism['kind'], host: string, lengths: string): number | undefined {
  const [, four, six] = /^(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(lengths) ?? [];
  if (kind === 'ip4') return isIPv4(host) && six === undefined ? bitsOf(four, 32) : undefined;
  if (kind === 'ip6') return isIPv6(host) && six === undefined ? bitsOf(four, 128) : undefined;
  if (kind !== 'a' && kind !== 'mx') return lengths === '' ? 128 : undefined;
  const [ofFour, ofSix] = [bitsOf(four, 32), bitsOf(six, 128)];
  return ofFour === undefined || ofSix === undefined ? undefined : Math.min(ofFour, ofSix);
}

function bitsOf(text: string | undefined, most: number): number | undefined {
  const bits = text === undefined ? most : Number(text);
  return bits <= most ? bits : undefined;
}

/** Visible ASCII, and a `%` only where it begins a macro (section 7.1). */
function areMacros(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text) && !text.replace(macro, '').includes('%');
}

/** A name with the macros filled in that are the same for every message; undefined where another one is in it. */
export function hostOf(spec: string, current: string, sender: string): string | undefined {
  const host = spec
    .replace(/%\{d\}/gi, current)
    .replace(/%\{o\}/gi, sender)
    .replace(/\.$/, '')
    .toLowerCase();
  return host.includes('%') ? undefined : host;
}

function shown(term: string): string {
  const plain = term.replace(/[^\x21-\x7e]/g, '?');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
