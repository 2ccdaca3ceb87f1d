import * as z from 'zod';
import { internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { rangeAround, type Day } from '../../core/time/days.ts';
import { daySchema } from '../../core/views/views.ts';
import { mostFirst } from '../categories/categoryQueries.ts';
import { branchTasks } from '../tasks/taskBranches.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { intervalOf, type TimeBasis } from './entryViewer.ts';
import { entriesIn } from './readEntries.ts';
import { stintsOf, type Stint } from './suggest.ts';
import {
  dismissedSuggestions,
  suggestionRules,
  suggestionsView,
  type SuggestionRule,
  type SuggestionsView,
} from './suggestions.ts';

/** More than anyone needs; the rest is omitted. */
const rulesAtMost = 500;

/** Files that are named for a suggestion. */
const filesAtMost = 3;

/** Branch names that don't describe work. */
const plainBranches: readonly string[] = ['main', 'master', 'trunk', 'develop', 'dev', 'HEAD'];

interface StoredRule extends SuggestionRule {
  readonly id: string;
}

/** Makes the query for suggested entries; the catalog hands in the measured time. */
export function suggestionsQuery(basis: TimeBasis) {
  return query('suggestions.list', {
    title: 'Suggested time entries',
    description:
      'Measured time of a day that belongs to no time entry, as entries that could be added: one for each stretch in one project and on one branch, with its files. Also the rules that name them.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ day: daySchema }),
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    result: suggestionsView,
    run: (read, { day }) => suggestionsOf(read, basis, day),
  });
}

/** Returns the rule for exactly this project and branch, for learning. */
export const findRule = internalQuery(
  'suggestions.rule',
  (read: Reading, { project, branch }: Pick<SuggestionRule, 'project' | 'branch'>): { id: string } | undefined =>
    rulesOf(read).find((rule) => rule.project === project && rule.branch === branch),
);

function rulesOf(read: Reading): StoredRule[] {
  return read.records(suggestionRules, { limit: rulesAtMost }).records.map(({ id, values }) => ({ id, ...values }));
}

function suggestionsOf(read: Reading, basis: TimeBasis, day: Day): SuggestionsView {
  const range = rangeAround(day, day);
  const measured = basis.measured.days(read, day, day).get(day) ?? [];
  const entries = entriesIn(read, range).map((entry) => ({ id: entry.id, ...intervalOf(entry, read.now) }));
  const dismissed = read.records(dismissedSuggestions, { ...range, limit: rulesAtMost }).records;
  const stints = stintsOf(
    measured,
    entries,
    dismissed.map(({ values }) => values),
  );
  const rules = rulesOf(read);
  const nameOf = basis.projectNames(new Set([...stints, ...rules].map(({ project }) => project)));
  const items = read.shared(makeTaskIndex).items(read);
  const taskOfBranch = branchTasks(items);
  return {
    suggestions: stints.map(({ files, ...stint }) => {
      const rule = ruleFor(stint, rules);
      const linked = taskOfBranch(stint);
      const ofTask = items.find(({ id }) => id === linked)?.view.title;
      const plain = { title: ofTask ?? defaultTitle(stint, nameOf), task: linked, tags: [] };
      const { title, task, tags } = rule ?? plain;
      return {
        ...stint,
        files: mostFirst(files)
          .slice(0, filesAtMost)
          .map(([file]) => file),
        projectName: nameOf(stint.project),
        title,
        tags,
        ...(task !== undefined && { task }),
        ...(rule && { rule: rule.id }),
      };
    }),
    rules: rules.map((rule) => ({ ...rule, projectName: nameOf(rule.project) })),
  };
}

type StintPlace = Pick<Stint, 'project' | 'branch'>;

/** The rule for the branch, or else the one for the whole project. */
function ruleFor({ project, branch }: StintPlace, rules: readonly StoredRule[]): StoredRule | undefined {
  const ofProject = rules.filter((rule) => rule.project === project);
  const exact = ofProject.find((rule) => rule.branch !== undefined && rule.branch === branch);
  return exact ?? ofProject.find((rule) => rule.branch === undefined);
}

function defaultTitle({ project, branch }: StintPlace, nameOf: (root: string) => string): string {
  return branch === undefined || plainBranches.includes(branch) ? nameOf(project) : branch;
}
