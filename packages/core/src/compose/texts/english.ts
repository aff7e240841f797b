import type { ReasonTexts } from './reason-texts.js';

export const english: ReasonTexts = {
  similarTo: (title) => `Because you chose ${title}`,
  popular: (people) =>
    people > 1 ? `Popular: ${people.toLocaleString('en')} people chose it` : 'Chosen by others recently',
  attribute: (name, value) => `Because you like ${name}: ${value}`,
  moment: (moment) => `For the moment: ${moment}`,
  text: (terms) => (terms.length > 0 ? `Found by: ${terms.join(', ')}` : 'Close to what you are looking for'),
  trending: (term) => (term === undefined ? 'Rising right now' : `People talk about ${term}`),
  segment: 'Liked by people with similar habits',
  featured: 'Picked by us',
  exploration: 'Something new, to see whether it is for you',
};
