import { wordSet } from './wordSet.ts';
import { matches } from '../../core/base/matches.ts';
import { adviceWords, isIn, neutralWords } from './vocabulary.ts';
import { lexicon, states, things } from './words.ts';

/** Words that advice may put before a thing: of no one's work in particular, and no number in disguise. */
const modifiers: ReadonlySet<string> = wordSet(
  `unit integration regression smoke contract acceptance component visual mutation property property-based parametrized parameterized table-driven load
  performance stress manual automated exploratory characterization golden happy-path edge edge-case corner failing passing
  config configuration settings lock log type types header source build output temporary helper shared common test data sample ignore
  feature release hotfix main default base short-lived long-lived side personal pet work throwaway
  code peer pair design security draft stacked commit error pre-commit pre-push post-merge nightly weekly daily hourly monthly
  compile compiler build-time run-time runtime type-check typecheck lint syntax import null network timeout assertion logic off-by-one
  single double whole entire full half empty new old older oldest newest recent latest upcoming remaining open closed blocked blocking pending
  outstanding overdue real true false actual exact specific concrete common rare important urgent critical crucial risky dangerous safe minor major
  tiny small smaller little large larger big bigger huge long longer short shorter easy easier hard harder tricky nasty ugly messy dirty noisy
  silly lazy heavy light busy quick quicker brief swift slow slower fast faster cheap costly expensive good better best bad worse worst great
  fine nice neat tidy clear clean plain simple simpler complex vague broad narrow deep shallow strict loose strong weak robust fragile brittle stable
  solid sound fresh stale idle dead live raw rough ripe ready steady early late later extra spare free own owned unowned joint common separate
  public private local remote global internal external upstream downstream legacy modern frontend backend server client
  cross-project back-to-back end-to-end step-by-step one-off ad-hoc low-value high-value low-risk high-risk low-priority high-priority
  morning afternoon evening friday monday mid-morning uninterrupted quiet silent focus deep-work top bottom key core root proper right wrong
  usual likely unlikely timely friendly unfriendly costly orderly lonely wrong-headed lead chore research maintenance cleanup refactoring setup
  teardown warm-up catch-up follow-up kick-off wrap-up admin support learning reading writing coding debugging testing review planning`,
);

/** Endings of English adjectives and participles, which numbers in other languages rarely have. */
const adjective =
  /^\p{L}{2,}(?:able|ible|ful|less|ous|ive|ing|ed|ical|ional|[tln]ic|ish|ary|ant|[^cm]ent|est|like|wise|proof|prone)$/u;

const thingWords: ReadonlySet<string> = new Set(things.flatMap(([words]) => [...words]));
/** Things of which advice tells how many there are. */
const counted =
  /^(?:failures|times|occurrences|crashes|days|weeks|hours|minutes|seconds|repeats|repetitions|attempts)$/;
/** Words before a verb, so that "to mend tests" is not taken for some tests named "mend". */
const verbBefore =
  /^(?:to|and|or|then|also|first|please|not|don['\u2019]t|could|should|might|can|must|will|would|you|that|which|it|they|who)$/;

/**
 * Returns true if a word stands where a number or a name would, right before a thing, and is not known to be neither: "fix the vijftig
 * failures", "fix the payments test".
 */
export function isUnknownModifier(words: readonly string[], at: number): boolean {
  const [word = '', next = ''] = words.slice(at);
  if (at === 0 || matches(verbBefore, words[at - 1])) return false;
  if (!counted.test(next) && !isIn(thingWords, next)) return false;
  return !isKnown(word);
}

/** Returns true for the first word of "another project", "the other run": no evidence tells of a thing that has no name. */
export function isOtherThing(words: readonly string[], at: number): boolean {
  return (
    matches(/^(?:other|another|different)$/, words[at]) &&
    matches(/^(?:run|test|suite|file|branch|project|repository|task)$/, words[at + 1])
  );
}

function isKnown(word: string): boolean {
  if (word.length <= 1) return word === 'a';
  if (adjective.test(word) || modifiers.has(word) || isIn(neutralWords, word) || isIn(adviceWords, word)) return true;
  if (word.includes('-')) return word.split('-').every(isKnown);
  return [...Object.values(lexicon), ...Object.values(states), thingWords].some((set) => isIn(set, word));
}
