import { wordSet } from './wordSet.ts';

/**
 * Words that state nothing falsifiable, so that they need no evidence: grammar, the things that Daymark measures, and neutral verbs.
 * Everything else in a statement must be in the cited evidence. In base form, except irregular forms; see `formsOf`.
 */
export const neutralWords: ReadonlySet<string> = wordSet(
  `a an the this that these those it its itself they them their theirs you your yours yourself i my
  and or but so if then than as while when where which whose what how whether though although yet also too even just
  of in on at by for from to into onto with within between among across through during before after until against about around out over under
  near per via beside besides beyond back away up-to
  is are was were be been being am has have had having do does did doing can could may might must shall should will would
  there here now again once-more ago still already soon often frequently repeatedly regularly sometimes occasionally usually usual typical
  typically normal normally rule general overall altogether total together average median roughly approximately almost nearly exactly
  very quite rather pretty considerably noticeably markedly clearly much many several some any other another others same such like own certain various
  one ones thing something kind sort type way case part rest bit lot amount number figure value count sum
  run ran test tests build suite outcome result job command script execution attempt rerun
  error errors problem problems diagnostic message code reporter compiler type
  file files folder project projects repository branch branches commit commits line lines change changed changes edit edits editing edited
  review reviews pull request requests merge
  task tasks plan planned plans planning estimate estimated estimates estimation item items list
  time times hour hours minute minutes min h second seconds day days workday workdays week weeks period clock duration length long
  work worked working works spend spent spends take takes took taken taking need needs needed
  focus focused stretch stretches session sessions block blocks break breaks interruption interruptions unbroken uninterrupted
  switch switches switched switching context language languages activity share percent percentage rate ratio
  come comes came coming keep keeps kept happen happens happened occur occurs occurred occurring appear appears appeared show shows showed shown
  lie lies lay lain stay stays stayed remain remains remained wait waits waited waiting
  last lasts lasted
  see sees saw seen find finds found record recorded records measure measured measures state states report reported reports
  point points look looks looked mean means meant suggest suggests indicate indicates seem seems say says said
  lose loses lost cost costs go goes went gone get gets got give gives gave given put puts hold holds held use uses used using
  alternate alternates vary varies recur recurs recurring repeat repeats repeated repeating return returns returned reappear reappears
  account accounts make-up amount amounts attribute belong belongs include includes included contain contains
  possible likely perhaps maybe probably consider considered considering worth useful help helps helped
  first initial initially early late next previous past following current present
  fix fixes fixed fixing work-on
  affect affects affected reach reaches reached pass-by fall-into
  please today's tomorrow
  evidence fact facts data history observation measurement`,
);

/**
 * The subjects of advice: verbs and things of a developer's day. With the neutral words, they distinguish English from other languages.
 */
export const adviceWords: ReadonlySet<string> = wordSet(
  `add adopt aim apply arrange ask assign avoid batch book bring call catch check choose clean clear close collect combine compare continue
  create cut debug decide declare defer define delegate delete describe disable discuss do draft drop enable extract finish fix follow form free
  group guard handle inspect install introduce investigate isolate join keep leave learn let limit log look lower make mark match mend merge mock monitor move mute
  name narrow note notify open order pair pause pick pin plan prefer prepare prioritize protect quarantine read rebase reduce refactor remove rename
  reorder repeat replace reply reproduce rerun reserve reset resolve retry revert review rewrite run save schedule search separate set share shorten
  show silence simplify skip solve split stabilize start stop store strip study switch tackle tag talk test throttle tidy track trace try turn type undo unify
  update upgrade use verify wait watch work wrap write
  agree align allow answer attach automate back balance begin benchmark break cap change clarify commit configure confirm consolidate contact convert copy
  debounce decouple deploy detect document end ensure establish evaluate examine exclude experiment explore extend focus freeze generate get give go hide
  ignore implement improve include invest label list load lock maintain map measure minimize nudge offload optimize outline parallelize park patch ping pilot
  practice preserve prevent profile promote prune push put raise reach rebuild recheck reconsider record recover refine reject release remind research
  resist rest restore restrict resume retire rotate sample scan scope seed send shard sign sketch sort speed spend squash stage stash stay
  stick suppress swap sync take target think time timebox tweak unblock untangle validate version visualize walk warm weigh widen
  assertion cache calendar chapter checklist cause chat coverage default dependency documentation docs editor example feature fixture flag
  flaky function guide habit import issue library linter lint meeting mode module notification notifications option order page parameter pattern plugin
  reporter retry rule setting setup small short snapshot step strict tool tutorial variable viewer workflow extension detector runner hook timer trace browser
 deserve realistic reliable predictable reminder formatter checker analyzer parallel incremental local remote automatic alone slow fast quiet deep big clean simple free dedicated separate`,
);

/** Base forms that a word may be a form of, itself included. */
export function formsOf(word: string): string[] {
  const base = word.toLowerCase().replace(/['\u2019](?:s|re|ve|ll|d)?$/, '');
  const forms = new Set([base]);
  const add = (ending: RegExp, ...stems: readonly string[]): void => {
    if (!ending.test(base)) return;
    for (const stem of stems) {
      const form = base.replace(ending, stem);
      if (form.length >= 2) forms.add(form);
    }
  };
  add(/s$/, '');
  add(/es$/, '');
  add(/ies$/, 'y');
  add(/ied$/, 'y');
  add(/d$/, '');
  add(/ed$/, '');
  add(/ing$/, '', 'e');
  add(/([^aeiou])\1(?:ed|ing)$/, '$1');
  add(/ly$/, '');
  return [...forms];
}

/** Returns true if a word states nothing that could be wrong. */
export function isNeutral(word: string): boolean {
  return neutralWords.has(word) || isIn(neutralWords, word);
}

/** Returns true if a word is a form of one in a set. */
export function isIn(set: ReadonlySet<string>, word: string): boolean {
  return formsOf(word).some((form) => set.has(form));
}
