/** Plausible names that no real project has. */
export const projectNames = [
  'harbor-api',
  'lantern-web',
  'tidewater-etl',
  'pebble-notes',
  'gristmill',
  'foxglove-cli',
  'saltmarsh-maps',
  'copperleaf',
  'driftwood-mail',
  'hollow-oak-auth',
  'marigold-shop',
  'northwind-relay',
  'quillfeather',
  'ravenstone-bot',
  'sundial-cron',
  'thistledown-ui',
] as const;

/** The name of a later project: its kind, when the names above are used up. */
export const projectSuffixes = ['next', 'admin', 'worker', 'gateway', 'reports', 'labs'] as const;

/** Subjects of work; two make the name of a file, one goes into a branch. */
export const things = [
  'order',
  'invoice',
  'session',
  'report',
  'upload',
  'search',
  'cart',
  'webhook',
  'export',
  'token',
  'schedule',
  'profile',
  'queue',
  'digest',
  'filter',
  'import',
  'message',
  'payment',
  'layout',
  'cache',
] as const;

export const parts = [
  'list',
  'form',
  'client',
  'model',
  'router',
  'parser',
  'view',
  'rules',
  'mapper',
  'guard',
] as const;

/** Kinds of branches, with the work on them and its minutes. */
export const branchKinds = {
  feature: { verbs: ['add', 'split', 'batch', 'share', 'rework', 'stream', 'page'], minutes: [300, 1300] },
  fix: { verbs: ['empty', 'slow', 'stale', 'double', 'missing', 'broken'], minutes: [50, 260] },
  chore: { verbs: ['upgrade', 'tidy', 'document', 'rename', 'drop-old'], minutes: [60, 240] },
} as const;

/** The names in messages of problems. */
export const identifiers = [
  'options',
  'result',
  'next',
  'items',
  'context',
  'value',
  'index',
  'row',
  'ctx',
  'data',
] as const;

export const meetingTitles = [
  'Planning',
  'Design review',
  'One to one',
  'Retrospective',
  'Interview',
  'Customer call',
  'Demo',
  'Incident follow-up',
] as const;

export const learningTitles = [
  'Read about database indexes',
  'Course: testing with properties',
  'Read the release notes of TypeScript',
  'Tried the profiler on a slow page',
  'Watched a talk on accessible charts',
  'Worked through the chapter on ownership',
  'Read about retries and backoff',
] as const;

export const chores = [
  'Reply to the review of {0}',
  'Write up what was decided about {0}',
  'Answer the open questions in the issue tracker',
  'Prepare the demo for Friday',
  'Book the train',
  'Update the on-call notes',
] as const;

export const reflections = [
  'What kept you from an unbroken hour yesterday?',
  'Which part of yesterday would you like more of today?',
  'What would have made yesterday’s failing run turn green sooner?',
  'What can wait until tomorrow?',
] as const;

export const answers = [
  'Two calls in the middle of the morning. I will move them to after lunch.',
  'The quiet start. Chat stays closed until ten.',
  'I should have written the test first.',
  'The migration. Nobody needs it this week.',
  'Reading the log before guessing.',
] as const;
