import { DAY } from '@sintonia/spec';
import type { Results } from './results.js';

type Judged = Pick<Results, 'ranking'>;

/** One sentence on what the ranking figures say. */
export function verdictOf({ ranking }: Judged): string {
  const { personal, popular, people } = ranking;
  if (personal === undefined || popular === undefined)
    return 'Nobody came back for something new: nothing to judge lists by.';
  const by = `over ${people.toLocaleString('en')} people`;
  const difference = personal.recall10 - popular.recall10;
  if (!toldApart(ranking)) {
    return `Personal lists and popularity can’t be told apart, ${by}: the difference may well be chance.`;
  }
  if (difference < 0)
    return `Popularity finds more than personal lists do, ${by}: hardly any taste shows in this data.`;
  if (popular.recall10 === 0) return `Personal lists foresee something, popularity nothing, ${by}.`;
  return `Personal lists find ${(personal.recall10 / popular.recall10).toFixed(2)} times what popularity finds, ${by}.`;
}

/** Whether the difference is more than chance would make it in nineteen cases of twenty. */
function toldApart({ personal, popular, standardError }: Results['ranking']): boolean {
  if (personal === undefined || popular === undefined) return false;
  return Math.abs(personal.recall10 - popular.recall10) > 2 * standardError;
}

/** What these figures are, what they are not, and what the engine does where it knows little. */
export function honestWords({ ranking, survey, dataset }: Results): string[] {
  const days = Math.round((survey.lastAt - survey.cutoff) / DAY);
  const filled = Math.round(ranking.personalShare * 100);
  return [
    `The last ${days} days were hidden. From what came before, the engine guessed ten items for each person who was active ` +
      `before and took something new afterwards (${ranking.people.toLocaleString('en')} people` +
      `${ranking.sampled ? `, from a seeded sample of 5,000 out of ${ranking.eligible.toLocaleString('en')}` : ''}). ` +
      'Recall is the share of a person’s new items that is among the ten; nDCG also counts how far up they stand.',
    verdictOf({ ranking }),
    ...(dataset.remark === undefined ? [] : [dataset.remark]),
    `Item lists (people who took this also took that) filled ${filled}% of the places in these lists` +
      `${filled < 100 ? ', what is popular the rest' : ''}. Where a history says nothing they give way to what is popular, ` +
      'and the reason beside each pick says which it was, instead of pretending to know.',
    ...(toldApart(ranking)
      ? []
      : ['On such data a personal list is a way of showing each person something else, not a better guess.']),
    'This is no lift. Whether personal messages sell more than others can’t be told from old orders, only from an ' +
      'experiment: that is why a tenth of the people is held out and gets the generic version.',
  ];
}
