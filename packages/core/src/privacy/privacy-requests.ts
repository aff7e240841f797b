import { createHash } from 'node:crypto';
import {
  assertIdentifier,
  type Key,
  type PendingRequest,
  type PersonId,
  type PrivacyRequest,
  personOf,
  referenceOf,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';

interface StoredRequest {
  readonly kind: PrivacyRequest['kind'];
  readonly source?: string;
  readonly at: number;
  /** Whether the vendor named it: then it is known again after it was answered. */
  readonly isNamed: boolean;
  readonly settledAt?: number;
}

/** What vendors ask for in people's names, from when it came until somebody has answered it. */
@injectable()
export class PrivacyRequests {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** Keeps it, and tells of it once it is durable; one that is kept already is told of no more. */
  async take(request: PrivacyRequest): Promise<void> {
    const { kind, source, id } = request;
    if (id !== undefined) assertIdentifier(id, 'requests.id');
    const person = request.kind === 'export' ? personOf(request.person) : undefined;
    const key = this.store.key(COLLECTIONS.privacyRequest, id ?? nameOf(request, person), person);
    const at = this.settings.clock.now();
    const value: StoredRequest = { kind, at, isNamed: id !== undefined, ...(source !== undefined && { source }) };
    const isNew = await retryOnConflict(async () => {
      const reading = await this.store.read<StoredRequest>(key);
      if (reading.value !== undefined) return false;
      await this.store.commit({ check: [reading.unchanged], put: [{ key, value: { ...value } }] });
      return true;
    });
    if (isNew) this.events.emit('privacyRequest', pendingOf(key, value));
  }

  /** What nobody has answered yet, the oldest first. */
  async all(): Promise<readonly PendingRequest[]> {
    const pending = (await this.#entries()).filter(({ value }) => value.settledAt === undefined);
    return pending.map(({ key, value }) => pendingOf(key, value)).sort((a, b) => a.at - b.at);
  }

  async settle(id: string): Promise<void> {
    assertIdentifier(id, 'id');
    const settledAt = this.settings.clock.now();
    for (const { key, value } of await this.#entries()) {
      if (key.id !== id || value.settledAt !== undefined) continue;
      await this.store.commit(value.isNamed ? { put: [{ key, value: { ...value, settledAt } }] } : { delete: [key] });
    }
  }

  async #entries() {
    const entries: { readonly key: Key; readonly value: StoredRequest }[] = [];
    for await (const page of this.store.entries(COLLECTIONS.privacyRequest)) {
      entries.push(...page.map(({ key, value }) => ({ key, value: value as unknown as StoredRequest })));
    }
    return entries;
  }
}

function pendingOf({ id, person }: Key, { kind, source, at }: StoredRequest): PendingRequest {
  const about = { id, at, ...(source !== undefined && { source }) };
  return kind === 'export' ? { ...about, kind, person: referenceOf(person as PersonId) } : { ...about, kind };
}

/** Names nobody. The same is asked once, until it is answered. */
function nameOf({ kind, source = '' }: PrivacyRequest, person = ''): string {
  return `${kind}:${createHash('sha256')
    .update(JSON.stringify([source, person]))
    .digest('hex')
    .slice(0, 32)}`;
}
