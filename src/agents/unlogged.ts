import { addTokens, noTokens, subtractTokens, totalOf, type ReportedTotal, type UsageEntry } from './usage.ts';

/** The largest total that a tool wrote for a session, and every start that its totals name. */
export interface SessionTotal {
  readonly largest: ReportedTotal;
  readonly starts: ReadonlySet<string>;
}

/** Sessions that continue each other, with the largest total that the tool wrote for any of them. */
export interface Lineage {
  readonly sessions: ReadonlySet<string>;
  readonly largest: ReportedTotal;
}

/**
 * Joins sessions whose totals name the same start. A fork begins with its parent's total, so their totals must not be added: the largest
 * represents all of them, which can be too little if both continued, and is never too much.
 */
export function lineagesOf(totals: ReadonlyMap<string, SessionTotal>): readonly Lineage[] {
  const lineages: { sessions: Set<string>; starts: Set<string>; largest: ReportedTotal }[] = [];
  for (const [session, { largest, starts }] of totals) {
    const joined = { sessions: new Set([session]), starts: new Set(starts), largest };
    for (const other of lineages.filter((one) => [...starts].some((start) => one.starts.has(start)))) {
      lineages.splice(lineages.indexOf(other), 1);
      other.sessions.forEach((one) => joined.sessions.add(one));
      other.starts.forEach((one) => joined.starts.add(one));
      if (isLarger(other.largest, joined.largest)) joined.largest = other.largest;
    }
    lineages.push(joined);
  }
  return lineages;
}

/** Returns true if the first total should be kept: the one with more tokens, then the dearer, then any order that doesn't depend on the reading. */
export function isLarger(a: ReportedTotal, b: ReportedTotal): boolean {
  const tokens = (total: ReportedTotal): number => total.models.reduce((sum, one) => sum + totalOf(one.tokens), 0);
  if (tokens(a) !== tokens(b)) return tokens(a) > tokens(b);
  if (a.usd !== b.usd) return a.usd > b.usd;
  return JSON.stringify(a) < JSON.stringify(b);
}

/**
 * Returns what a tool counted but did not log call by call, such as summaries at a compaction, canceled calls, and helper calls: its own
 * totals minus the calls in the logs, by model. Each is one entry, at the time of the last logged call.
 * @param entries each logged call once
 */
export function unloggedUsage(entries: readonly UsageEntry[], lineages: readonly Lineage[]): readonly UsageEntry[] {
  if (lineages.length === 0) return [];
  const bySession = Map.groupBy(entries, ({ session }) => session);
  return lineages.flatMap(({ sessions, largest }) => {
    const logged = [...sessions].flatMap((session) => bySession.get(session) ?? []);
    const known = new Set(largest.models.map(({ model }) => plainName(model)));
    // Calls under another name can't be subtracted, and would count twice.
    if (logged.some(({ model }) => !known.has(plainName(model)))) return [];
    const last = logged.reduce<UsageEntry | undefined>((a, b) => (a && isLater(a, b) ? a : b), undefined);
    return Array.from(Map.groupBy(largest.models, ({ model }) => plainName(model))).flatMap(([name, parts]) => {
      const own = logged.filter(({ model }) => plainName(model) === name);
      const theirs = parts.map(({ tokens }) => tokens).reduce(addTokens, noTokens);
      const tokens = subtractTokens(theirs, own.map((one) => one.tokens).reduce(addTokens, noTokens));
      const at = last?.at ?? largest.at;
      if (totalOf(tokens) === 0 || at === undefined) return [];
      return [
        {
          key: `unlogged ${largest.session} ${name}`,
          session: last?.session ?? largest.session,
          at,
          model: own[0]?.model ?? parts[0]?.model ?? name,
          project: last?.project ?? largest.project,
          ...(last?.branch !== undefined && { branch: last.branch }),
          tokens,
          summed: true,
          unlogged: true,
        },
      ];
    });
  });
}

/** The model without the date of its version and the size of its context, which not every account of a call has. */
function plainName(model: string): string {
  return model.replace(/\[[^[\]]*\]$/, '').replace(/-\d{8}$/, '');
}

function isLater(a: UsageEntry, b: UsageEntry): boolean {
  return a.at !== b.at ? a.at > b.at : a.key > b.key;
}
