/** Days that a range may be of; the longest is the year calendar's 53 weeks. */
export const rangeDays = [7, 14, 30, 90, 365] as const;
export type RangeDays = (typeof rangeDays)[number];

export const groupings = ['source', 'kind', 'project', 'language'] as const;
export type Grouping = (typeof groupings)[number];

/** Entries that are listed by their time. */
export const topOf = ['project', 'category', 'language', 'file', 'branch'] as const;
export type TopOf = (typeof topOf)[number];

/** Names listed one by one; the others are listed together. */
export const namesAtMost = 8;

/** Limits on what is drawn of a day; more can't be told apart on a screen. */
export const dayLimits = { blocks: 600, runs: 200, marks: 200 } as const;
