import {
  type Campaign,
  type Content,
  type Decision,
  type Item,
  type Pick,
  type Profile,
  SintoniaError,
  type Unsubscribe,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemCatalog } from '../catalog/item-catalog.js';
import { TOKENS } from '../container/tokens.js';
import { escapeHtml } from './escape-html.js';
import { readContent } from './read-content.js';
import { renderReason } from './render-reason.js';

/** Has a campaign write its message in the person's language, and checks what it wrote. */
@injectable()
export class Composer {
  constructor(@inject(TOKENS.Catalog) private readonly catalog: ItemCatalog) {}

  /** @throws SINTONIA_PLUGIN_FAILED when the campaign's `compose` throws or writes what can't be sent. */
  async compose(
    campaign: Campaign,
    about: {
      readonly profile: Profile;
      readonly picks: readonly Pick[];
      readonly decision: Decision;
      readonly unsubscribe?: Unsubscribe;
    },
  ): Promise<{ readonly content: Content; readonly locale: string }> {
    const items = await this.catalog.all();
    const titleOf = (itemId: string) => titleIn(items, itemId);
    const locale = localeFor(about.profile.traits.locale, campaign.locales ?? ['en']);
    const reasons = (pick: Pick) => pick.reasons.map((reason) => renderReason(reason, locale, titleOf));
    let content: Content;
    try {
      content = await campaign.compose({
        ...about,
        locale,
        reason: (pick) => reasons(pick)[0] ?? '',
        reasons,
        escape: escapeHtml,
      });
    } catch (cause) {
      throw new SintoniaError('PLUGIN_FAILED', 'The compose function of the campaign threw.', {
        field: 'compose',
        cause,
      });
    }
    return { content: readContent(content), locale };
  }
}

function titleIn(items: ReadonlyMap<string, Item>, itemId: string): string {
  return items.get(itemId)?.title ?? itemId;
}

/** The campaign's language that fits best: the very tag, then the same language, then the campaign's first. */
function localeFor(wanted: string | undefined, spoken: readonly string[]): string {
  const language = wanted?.split('-')[0];
  return (
    spoken.find((tag) => tag === wanted) ??
    spoken.find((tag) => tag === language) ??
    spoken.find((tag) => tag.split('-')[0] === language) ??
    (spoken[0] as string)
  );
}
