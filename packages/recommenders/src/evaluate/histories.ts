import type { Interaction, PersonId } from '@sintonia/spec';

/** What each person did, newest first. */
export function historiesOf(train: readonly Interaction[]): ReadonlyMap<PersonId, readonly Interaction[]> {
  const histories = new Map<PersonId, Interaction[]>();
  for (const interaction of train) {
    const history = histories.get(interaction.person);
    if (history) history.push(interaction);
    else histories.set(interaction.person, [interaction]);
  }
  for (const history of histories.values()) history.sort((a, b) => b.timestamp - a.timestamp);
  return histories;
}

/** How many people have each item. */
export function peopleByItem(histories: ReadonlyMap<PersonId, readonly Interaction[]>): ReadonlyMap<string, number> {
  const people = new Map<string, number>();
  for (const history of histories.values()) {
    for (const itemId of new Set(history.map((interaction) => interaction.itemId))) {
      people.set(itemId, (people.get(itemId) ?? 0) + 1);
    }
  }
  return people;
}
