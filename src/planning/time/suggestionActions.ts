import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import { action } from '../../core/operations/operation.ts';
import { deletion } from '../../core/records/recordActions.ts';
import { expectPassed } from '../expectPassed.ts';
import { purposeFields, timeEntries } from './entries.ts';
import { checkTimes } from './entryActions.ts';
import { findRule } from './suggestionQueries.ts';
import { dismissedSuggestions, suggestionRules } from './suggestions.ts';

const id = z.string();
const empty = z.object({});
const transports = ['view', 'http', 'mcp', 'cli'] as const;
const { project, branch } = suggestionRules.schema.shape;

export const acceptSuggestion = action('suggestions.accept', {
  title: 'Accept a suggested time entry',
  description:
    'Adds a suggested entry. With `learn`, later suggestions for the same project and branch get its title, tags, and task.',
  access: 'write',
  transports,
  params: purposeFields
    .omit({ note: true })
    .extend({ start: wholeInstant, end: wholeInstant, project, branch, learn: z.boolean().default(false) }),
  result: z.object({ id: id.describe('The id of the entry.') }),
  run: async (app, { branch: on, learn, start, end, ...purpose }) => {
    checkTimes(app, start, end);
    expectPassed(app, end);
    const offset = app.clock.utcOffset(start);
    const entry = await app.records(timeEntries).create({ ...purpose, start, end, offset });
    if (!learn) return { id: entry.id };
    const where = { project: purpose.project, ...(on !== undefined && { branch: on }) };
    const known = await app.read(findRule, where);
    const { title, tags, task } = purpose;
    const rules = app.records(suggestionRules);
    if (known) await rules.revise(known.id, { title, tags, task: task ?? null });
    else await rules.create({ ...where, title, tags, ...(task !== undefined && { task }) });
    return { id: entry.id };
  },
});

export const dismissSuggestion = action('suggestions.dismiss', {
  title: 'Dismiss a suggested time entry',
  description: 'Suggests no entry for that stretch of time any more.',
  access: 'write',
  transports,
  params: z.object({ start: wholeInstant, end: wholeInstant }),
  result: z.object({ id }),
  run: async (app, { start, end }) => {
    checkTimes(app, start, end);
    return { id: (await app.records(dismissedSuggestions).create({ start, end })).id };
  },
});

export const restoreSuggestion = action('suggestions.restore', {
  title: 'Restore a dismissed suggestion',
  description: 'Suggests an entry again for a stretch of time that was dismissed.',
  access: 'write',
  transports,
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: known }) => (await app.records(dismissedSuggestions).remove(known), {}),
});

export const renameRule = action('suggestions.renameRule', {
  title: 'Change a rule for suggestions',
  description: 'Changes the title that a rule gives to suggested entries.',
  access: 'write',
  transports,
  params: z.object({ id, title: purposeFields.shape.title }),
  result: empty,
  run: async (app, { id: known, title }) => (await app.records(suggestionRules).revise(known, { title }), {}),
});

export const deleteRule = deletion('suggestions.deleteRule', suggestionRules, {
  title: 'Delete a rule for suggestions',
  description: 'Deletes a rule, so that suggestions are named after their branch or project again.',
  transports,
});
