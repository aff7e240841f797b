import type { ReasonTexts } from './reason-texts.js';

export const spanish: ReasonTexts = {
  similarTo: (title) => `Porque elegiste ${title}`,
  popular: (people) =>
    people > 1
      ? `Popular: lo eligieron ${people.toLocaleString('es')} personas`
      : 'Elegido hace poco por otras personas',
  attribute: (name, value) => `Porque te gusta ${name}: ${value}`,
  moment: (moment) => `Para este momento: ${moment}`,
  text: (terms) => (terms.length > 0 ? `Encontrado por: ${terms.join(', ')}` : 'Cercano a lo que buscas'),
  trending: (term) => (term === undefined ? 'En alza ahora mismo' : `La gente habla de ${term}`),
  segment: 'Gusta a personas con hábitos parecidos',
  featured: 'Elegido por nosotros',
  exploration: 'Algo nuevo, para ver si es para ti',
};
