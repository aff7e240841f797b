import { promises as dns } from 'node:dns';

/** The questions that are asked of the DNS, as `node:dns/promises` answers them. CNAMEs are followed by who answers. */
export interface MailResolver {
  /** Strings of each TXT record. */
  resolveTxt(name: string): Promise<readonly (readonly string[])[]>;
  resolveMx(name: string): Promise<readonly unknown[]>;
  resolve4(name: string): Promise<readonly unknown[]>;
  resolve6(name: string): Promise<readonly unknown[]>;
}

/** As the operating system's name servers answer. */
export const systemResolver: MailResolver = dns;

/** Nobody answered in time, or with a word to rely on. */
export class Unanswered extends Error {
  constructor(readonly host: string) {
    super('The DNS gave no answer.');
  }
}

/** What is there, which may be nothing. */
export interface Answers {
  /** Strings of a record joined, as SPF, DKIM and DMARC want it. */
  texts(name: string): Promise<readonly string[]>;
  /** How many there are. */
  count(kind: 'resolveMx' | 'resolve4' | 'resolve6', name: string): Promise<number>;
}

/** That a name is not there, or has no record of the kind, is an answer. All else that goes wrong is none. */
const nothing = ['ENOTFOUND', 'ENODATA'];

/** @param timeoutMs for one question. */
export function answersFrom(resolver: MailResolver, timeoutMs: number): Answers {
  async function ask<Each>(name: string, question: Promise<readonly Each[]>): Promise<readonly Each[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Unanswered(name)), timeoutMs);
    });
    try {
      const records = await Promise.race([question, late]);
      if (Array.isArray(records)) return records;
    } catch (error) {
      if (nothing.includes(String((error as { readonly code?: unknown } | null)?.code))) return [];
    } finally {
      clearTimeout(timer);
    }
    throw new Unanswered(name);
  }
  return {
    async texts(name) {
      const records = await ask(
        name,
        start(() => resolver.resolveTxt(name)),
      );
      return records.map((record) => (Array.isArray(record) ? record.join('') : String(record)));
    },
    async count(kind, name) {
      return (
        await ask(
          name,
          start(() => resolver[kind](name)),
        )
      ).length;
    },
  };
}

/** What throws at once rejects, too. */
async function start<Result>(question: () => Promise<Result>): Promise<Result> {
  return question();
}
