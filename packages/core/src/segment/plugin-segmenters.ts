import type { Membership, Prediction, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Installed, InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';

/** Who says so. */
interface Said {
  readonly segmenter: string;
}

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

  /** Those that predict and may know the person. */
  predicting(consent: ConsentRecord): readonly Segmenter[] {
    return this.#allowed(this.parts.segmenters, consent).filter((segmenter) => segmenter.predict !== undefined);
  }

  predictionsBy(segmenters: readonly Segmenter[], request: SegmenterRequest): readonly (Prediction & Said)[] {
    return this.#each(segmenters, (segmenter) => segmenter.predict?.(request) ?? []);
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
    return this.#each(this.#allowed(segmenters, consent), (segmenter) => segmenter.assign(request));
  }

  #allowed(segmenters: readonly Installed<Segmenter>[], consent: ConsentRecord): readonly Segmenter[] {
    return segmenters
      .filter(({ purposes }) =>
        ['personalisation', ...purposes].every((purpose) => this.ledger.allows(consent, purpose)),
      )
      .map(({ part }) => part);
  }

  #each<Answer extends object>(
    segmenters: readonly Segmenter[],
    ask: (segmenter: Segmenter) => readonly Answer[],
  ): readonly (Answer & Said)[] {
    return segmenters.flatMap((segmenter) => {
      try {
        return ask(segmenter).map((answer) => ({ segmenter: segmenter.name, ...answer }));
      } catch (error) {
        this.events.emit('error', { where: `segmenter ${segmenter.name}`, error });
        return [];
      }
    });
  }
}
