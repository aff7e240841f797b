import type { Buckets } from './buckets.js';
import type { FoundBurst } from './find-bursts.js';
import type { Rise, RiseOf } from './rise.js';
import type { Talk } from './talk.js';

/** Bursts as they are told. */
export function riseOf({ family, name, burst }: FoundBurst, talk: Talk, buckets: Buckets, leastPeople: number): Rise {
  const sentiment = talk.sentiment(leastPeople);
  return {
    ...whatRises(family.kind, family.attribute ?? '', name, talk),
    ...(family.segment !== undefined && { segment: family.segment }),
    count: burst.count,
    expected: burst.expected,
    people: burst.people,
    since: buckets.since(burst.length),
    chance: burst.chance,
    score: burst.evidence * burst.freshness,
    ...(sentiment !== undefined && { sentiment }),
  };
}

function whatRises(kind: Rise['kind'], attribute: string, name: string, talk: Talk): RiseOf {
  switch (kind) {
    case 'term':
      return { kind, term: talk.word ?? name };
    case 'item':
      return { kind, itemId: name };
    case 'attribute':
      return { kind, attribute, value: name };
  }
}

/** By falling score; ties by what it is. */
export function byScore(a: Rise, b: Rise): number {
  const [first, second] = [a, b].map((rise) => JSON.stringify(rise)) as [string, string];
  return b.score - a.score || (first < second ? -1 : 1);
}
