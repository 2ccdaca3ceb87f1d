/** The kind of activity in a span. */
export const activityKinds = [
  'coding',
  'reading',
  'debugging',
  'testing',
  'building',
  'terminal',
  'reviewing',
  'planning',
  'learning',
  'meeting',
  'browsing',
  'break',
  'other',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/**
 * Sources of a fact; `hub` is another program that sent heartbeats to the hub. Where sources overlap, the earlier in this list owns
 * the time.
 */
export const sources = ['editor', 'debug', 'task', 'terminal', 'hub', 'manual', 'github'] as const;
export type Source = (typeof sources)[number];

/** Ways in which text got into a file: `unknown` where the cause can't be determined, rather than a guess. */
export const provenances = [
  'typed',
  'pasted',
  'completed',
  'formatted',
  'undone',
  'outside',
  'bulk',
  'unknown',
] as const;
export type Provenance = (typeof provenances)[number];

export const priorities = ['high', 'medium', 'low'] as const;
export type Priority = (typeof priorities)[number];

export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];
