import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { entryLimits, purposeFields } from './entries.ts';

const name = z.string().min(1).max(entryLimits.name);

/** Place to which a rule applies, and the title of its entries. Learned from accepted suggestions, and edited by hand. */
export const suggestionRules = collection(
  'entryRules',
  purposeFields
    .pick({ title: true, task: true, tags: true })
    .extend({ project: name, branch: name.optional().describe('Absent: every branch without a rule of its own.') }),
);
export type SuggestionRule = z.output<typeof suggestionRules.schema>;

/** Suggestions that were dismissed; they don't come back. */
export const dismissedSuggestions = collection(
  'dismissedSuggestions',
  z.object({ start: wholeInstant, end: wholeInstant }),
);

const ms = z.number();

export const suggestionsView = z.object({
  suggestions: z.array(
    z.object({
      start: ms.describe(unitTexts.instant),
      end: ms.describe(unitTexts.instant),
      measuredMs: ms.describe('How much of it was measured.'),
      project: z.string(),
      projectName: z.string(),
      branch: z.string().optional(),
      files: z.array(z.string()).describe('Those with the most measured time, at most three.'),
      title: z
        .string()
        .describe('From the rule, else the task that is linked to the branch, the branch, or the project.'),
      task: z.string().optional(),
      tags: z.array(z.string()),
      rule: z.string().optional().describe('The id of the rule that gave the title.'),
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      project: z.string(),
      projectName: z.string(),
      branch: z.string().optional(),
      title: z.string(),
      task: z.string().optional(),
      tags: z.array(z.string()),
    }),
  ),
});
export type SuggestionsView = z.infer<typeof suggestionsView>;
