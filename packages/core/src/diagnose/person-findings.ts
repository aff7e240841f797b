import { type Finding, type PersonId, referenceOf } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { Histories } from '../profile/histories.js';
import type { RecommendationService } from '../recommend/recommendation-service.js';
import type { Settings } from '../settings.js';

/** What stands between one person and a personal list. */
@injectable()
export class PersonFindings {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Recommendations) private readonly recommendations: RecommendationService,
  ) {}

  async of(person: PersonId): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    const add = (severity: Finding['severity'], finding: string, advice: string, facts: Finding['facts'] = {}) =>
      findings.push({ finding, severity, advice, facts });
    const [consent, history, list] = await Promise.all([
      this.ledger.of(person),
      this.histories.of(person, this.settings.clock.now()),
      this.recommendations.prepare({ ...referenceOf(person), exposure: false }),
    ]);
    if (!this.ledger.allows(consent, 'personalisation')) {
      add('problem', 'noConsent', 'The person does not agree to personalisation and gets the generic list.');
    } else if (list.variant === 'generic') {
      add(
        'notice',
        'holdout',
        'The person is in the holdout and gets the generic list. Set `holdout` to 0 to have none.',
        {
          holdout: this.settings.holdout,
        },
      );
    }
    if (history.signals.length === 0) {
      add('problem', 'noHistory', 'Nothing was collected for this person. Is the id the same as in collect()?');
    } else if (history.interactions.length === 0) {
      add('problem', 'noItems', 'The signals of this person name no item, or their types have weight 0.', {
        signals: history.signals.length,
      });
    }
    if (list.picks.length === 0) {
      add('problem', 'emptyList', 'No item is left to recommend: all are excluded, unavailable, or had already.');
    } else if (list.variant === 'personal' && list.picks.every((pick) => !isPersonal(pick.reasons))) {
      add(
        'notice',
        'onlyPopular',
        'Only impersonal sources had an answer: the person shares no item with others yet.',
        {
          items: new Set(history.interactions.map(({ itemId }) => itemId)).size,
        },
      );
    }
    return findings;
  }
}

function isPersonal(reasons: readonly { readonly kind: string }[]): boolean {
  return reasons.some(({ kind }) => kind !== 'popular' && kind !== 'trending');
}
