import type { Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Installed, InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';

/** Asks the segmenters of plugins that may know the person. One that fails costs its own answer only. */
@injectable()
export class PluginSegmenters {
  constructor(
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  of(consent: ConsentRecord, request: SegmenterRequest): readonly Membership[] {
    return this.#ask(this.parts.segmenters, consent, request);
  }

  /** In which of some segments, by name or as `segmenter/segment`, the person is. */
  among(names: ReadonlySet<string>, consent: ConsentRecord, request: SegmenterRequest): ReadonlySet<string> {
    const memberships = this.#ask(this.#naming(names), consent, request);
    const found = memberships.flatMap(({ segmenter, segment }) => [segment, `${segmenter}/${segment}`]);
    return new Set(found.filter((name) => names.has(name)));
  }

  /** Whether any segmenter can name one of these. */
  canName(names: ReadonlySet<string>): boolean {
    return names.size > 0 && this.#naming(names).length > 0;
  }

  #naming(names: ReadonlySet<string>): readonly Installed<Segmenter>[] {
    return this.parts.segmenters.filter(({ part }) =>
      part.segments.some((segment) => names.has(segment) || names.has(`${part.name}/${segment}`)),
    );
  }

  #ask(
    segmenters: readonly Installed<Segmenter>[],
    consent: ConsentRecord,
    request: SegmenterRequest,
  ): readonly Membership[] {
    const allowed = segmenters.filter(({ purposes }) =>
      ['personalisation', ...purposes].every((purpose) => this.ledger.allows(consent, purpose)),
    );
    return allowed.flatMap(({ part }) => {
      try {
        return part.assign(request).map((membership) => ({ segmenter: part.name, ...membership }));
      } catch (error) {
        this.events.emit('error', { where: `segmenter ${part.name}`, error });
        return [];
      }
    });
  }
}
