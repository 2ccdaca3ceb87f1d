import { wordSet } from './wordSet.ts';

/** A table of words, written as texts so that they can be read: one set for each key. */
function sets<K extends string>(table: Readonly<Record<K, string>>): Readonly<Record<K, ReadonlySet<string>>> {
  const entries = Object.entries<string>(table).map(([key, words]) => [key, wordSet(words)]);
  return Object.fromEntries(entries) as Record<K, ReadonlySet<string>>;
}

/** Words that state something measurable, by what they state. In base form, except irregular forms; see `formsOf`. */
export const lexicon = sets({
  /** More than usual, or than was planned. */
  up: `more longer higher above greater bigger larger rise rose risen rising increase grow grew grown climb gain jump spike
    soar surge up upward exceed exceeded double triple quadruple overrun`,
  down: `less fewer shorter lower below smaller fall fell fallen falling drop decrease decline shrink shrank shrunk reduce sink sank
    dip plummet down downward halve`,
  /** Comparisons and judgments that no pair of values decides. */
  compare: `better worse worsen improve faster slower earlier later equal alike same-as versus compared comparison trend still-more
    rather unlike different differ`,
  superlative: `most least best worst longest shortest highest lowest fastest slowest biggest largest smallest busiest latest
    earliest top main mainly mostly majority minority primary chief chiefly noisiest`,
  universal: `all every each always entire entirely whole wholly constantly continually daily weekly hourly everyone everybody
    everything everywhere only exclusively completely fully both solely`,
  negation: `no not never none nobody nothing nowhere neither nor without cannot hardly barely scarcely rarely seldom few
    little zero lack absent absence free stop cease`,
  cause: `because cause due owing thanks therefore hence thus consequently result lead led blame fault responsible trigger stem
    make made makes why reason root since explain explains`,
  person: `he she him her hers his himself herself we us our ours person people colleague teammate coworker team manager boss lead client
    customer user developer engineer reviewer designer tester intern stakeholder partner author maintainer contributor someone
    somebody anyone anybody man woman guy member owner expert senior junior who whom`,
  /** People that advice may mention, since it says nothing about them. */
  helper: 'reviewer colleague teammate team someone somebody maintainer who',
  weekday: 'monday tuesday wednesday thursday friday saturday sunday weekend weekday',
  month: `january february march april may june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec spring summer autumn winter christmas`,
  moment: `yesterday today tonight month year decade century fortnight quarterly overnight recently lately nowadays ago o'clock
    noon midday midnight lunch lunchtime dawn dusk breakfast dinner morning afternoon evening night`,
});

/** The hours (local, end excluded) of words for a time of day. */
export const dayParts: Readonly<Record<string, readonly [from: number, to: number]>> = {
  morning: [5, 12],
  noon: [11, 14],
  midday: [11, 14],
  lunch: [11, 14],
  lunchtime: [11, 14],
  afternoon: [12, 18],
  evening: [17, 23],
};

/** Words for the outcome of work: a number of passed things is not one of failed things. */
export const states = sets({
  fail: 'fail failure failing failed red broke broken break crash',
  pass: 'pass passing passed green succeed success successful work-fine stable healthy',
  done: 'done complete completed finish finished',
  open: 'unfinished undone open missed skipped left incomplete unresolved outstanding',
  fix: 'fix fixed mend mended resolve resolved solve solved repair',
  plan: 'plan planned',
  added: 'add added insert inserted new',
  removed: 'remove removed delete deleted',
  wait: 'wait waited waiting idle still quiet untouched',
  idle: 'idle still quiet untouched wait waited waiting since inactive stale',
  usual: 'usual usually typical typically normal normally rule before',
  edit: 'edit edited editing',
  row: 'row last consecutive consecutively succession',
  single: 'single alone isolated singly',
  change: 'change changed outcome flip flipped turn turned',
  review: 'review reviewed',
  work: 'work worked working',
});
export type State = keyof typeof states;

/** Nouns that counts are counts of, by the word in the name of a value. */
export const nouns = sets({
  run: 'run time execution attempt build',
  failure: 'failure time run execution attempt build',
  count: 'time occurrence recurrence error x',
  error: 'error problem diagnostic time',
  turn: 'time change flip turn',
  day: 'day workday',
  workday: 'day workday',
  week: 'week',
  file: 'file',
  project: 'project',
  branch: 'branch',
  branche: 'branch',
  task: 'task',
  done: 'task',
  commit: 'commit',
  line: 'line',
  stretch: 'stretch session block',
  stretche: 'stretch session block',
  review: 'review pull request wait',
  row: 'run time',
  switch: 'switch time',
  switche: 'switch time',
  break: 'break interruption time',
  fixed: 'time error occurrence',
  hour: 'hour',
  minute: 'minute',
  share: 'share',
  them: 'item request branch issue',
});

/**
 * Things of a developer's day, by the topics of facts that can tell of them. A statement about one of them needs a fact of such a
 * topic, or one that has the word.
 */
export const things: readonly (readonly [words: ReadonlySet<string>, topics: ReadonlySet<string>])[] = (
  [
    ['run test build suite job script execution rerun', 'run github failingRun'],
    ['error problem diagnostic message compiler', 'error file language repeatedError brokenFile'],
    ['file folder', 'file error brokenFile switching'],
    ['branch', 'branch github'],
    ['commit merge line', 'github branch'],
    ['review pull request', 'review github'],
    ['task plan estimate estimation', 'plan estimate openTask lastDay capacity estimates'],
    ['switch context', 'switching focus'],
    ['interruption', 'focus switching lastDay'],
    // A verb too: a file breaks.
    ['break', 'focus switching lastDay file brokenFile error run failingRun'],
    ['focus stretch session', 'focus lastDay'],
    ['language', 'language error'],
  ] as const
).map(([words, topics]) => [new Set(words.split(' ')), new Set(topics.split(' '))]);

/** Proper nouns and short forms that anybody may say of anybody's work. */
export const properNouns: ReadonlySet<string> = new Set(
  'CI CD PR PRs API APIs IDE UI URL JSON README TODO OK Git GitHub Daymark VS Code Pomodoro English'.split(' '),
);

/** Returns true if a word, in lower case, is one of them. */
export function isProperNoun(word: string): boolean {
  return [...properNouns].some((noun) => noun.toLowerCase() === word);
}

/** Names of tools with digits in them. */
export const namesWithDigits: ReadonlySet<string> = new Set(
  'k6 k9s n8n i18n l10n a11y e2e utf8 utf-8 base64 sha256 d3 h2 s3 ec2 oauth2 http2 x64 arm64 web3 es6 p4merge'.split(
    ' ',
  ),
);

/** First names that are common; anything capitalized that is not known is a name too. */
export const firstNames: ReadonlySet<string> = wordSet(
  `aaron adam alan alex alexander alice amy ana andrea andrew angela anna anne anton ben benjamin bob brian bruno carl carla carlos
  carol caroline charles charlie chloe chris christine claire clara claudia dan daniel dave david diana diego dmitri elena elizabeth ella emily emma
  eric erik eva felix fiona frank fred gabriel george greg hannah hans harry helen henry hugo ian igor isabel ivan jack jacob james jan jane jason
  javier jean jenny jessica jim joan joe joel john jonas jose josh juan julia julie karen karl kate kevin kim kumar laura lena leo li liam linda lisa lucas
  lucy luis luke maria marie mario marta martin mary matt maya mei michael miguel mike mohammed monica natalie nick nina noah olga oliver
  olivia omar oscar pablo patricia paul paula pedro peter phil priya rachel raj ravi rebecca richard rita robert roger rosa ruth sam samuel sara sarah
  scott sean simon sofia sophie stefan stephen steve susan tanya tim tina tom tomas tony ursula victor wei yuki zoe`,
);

/** Tools that are as well known without a capital letter. */
export const tools: ReadonlySet<string> = wordSet(
  `jenkins jest mocha vitest eslint prettier webpack vite rollup docker kubernetes gradle maven bazel pytest cypress playwright selenium terraform
  ansible grafana sonarqube jira npm yarn pnpm copilot chatgpt claude vim emacs xcode intellij postgres mysql
  redis mongodb kafka nginx linux macos ubuntu chrome firefox python java javascript golang ruby php kotlin angular vue`,
);
