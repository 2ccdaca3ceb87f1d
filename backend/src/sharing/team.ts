/** Seconds of one person in one group, e.g. a language. */
export interface Share {
  readonly userId: string;
  /** null for time shared without details. */
  readonly name: string | null;
  readonly seconds: number;
}

export interface Group {
  readonly name: string;
  readonly seconds: number;
  readonly people: number;
}

/** People that a figure must come from before it is shown. */
export const leastPeople = 3;

/**
 * Adds up what people share, and omits groups of fewer than three people. What is omitted must not be derivable from the total either:
 * while it belongs to one or two people, the smallest group that could be shown is omitted too.
 */
export function groupShares(shares: readonly Share[]): Group[] {
  const people = new Map<string | null, Set<string>>();
  const seconds = new Map<string | null, number>();
  for (const share of shares.filter((one) => one.seconds > 0)) {
    people.set(share.name, (people.get(share.name) ?? new Set()).add(share.userId));
    seconds.set(share.name, (seconds.get(share.name) ?? 0) + share.seconds);
  }
  const groups = [...people]
    .map(([name, users]) => ({ name, users, seconds: seconds.get(name) ?? 0 }))
    .sort((a, b) => b.seconds - a.seconds || (a.name ?? '').localeCompare(b.name ?? ''));
  const isShown = (group: (typeof groups)[number]): boolean => group.name !== null && group.users.size >= leastPeople;
  const shown = groups.filter(isShown);
  const hidden = new Set(groups.filter((group) => !isShown(group)).flatMap(({ users }) => [...users]));
  while (hidden.size > 0 && hidden.size < leastPeople) {
    const smallest = shown.pop();
    if (!smallest) break;
    for (const user of smallest.users) hidden.add(user);
  }
  return shown.map(({ name, users, seconds: sum }) => ({ name: name ?? '', seconds: sum, people: users.size }));
}
