import * as z from 'zod';
import { AppError } from '../../../core/base/appError.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { action } from '../../../core/operations/operation.ts';
import { createTask } from '../changeTasks.ts';
import { taskLink } from '../links.ts';
import { parseQuickAdd } from './quickAdd.ts';
import { newTask } from '../tasks.ts';
import { contextOf, projectNamed, quickAddParams } from './quickAddQueries.ts';

export const quickAddTask = action('tasks.add', {
  title: 'Add a task from a line',
  description:
    'Adds a task from one line, such as `Fix login race #auth !high ^fri 2h @web-app *weekly https://…`: tag, priority, due date, estimate, project, how it repeats, link. What cannot be read stays in the title.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: quickAddParams.extend({
    links: z.array(taskLink).optional().describe('What the task is about, beside links in the line.'),
    project: z.string().min(1).max(1000).optional().describe('The project, where the line names none.'),
    parent: newTask.shape.parent,
  }),
  result: z.object({ id: z.string() }),
  confirm: ({ t }, { text }) => ({ title: t('Add a task to Daymark?'), message: escapeMarkdown(text) }),
  run: async (app, { text, locale, zone, links = [], project, parent }) => {
    const { unclear: _, ...task } = parseQuickAdd(text, contextOf(app.readOptions(), { locale, zone }));
    if (task.title === '') throw new AppError('invalid-input', app.t('Enter what to do.'));
    const named = task.project === undefined ? project : await app.read(projectNamed, { name: task.project });
    return createTask(app, {
      priority: 'medium',
      ...task,
      tags: [...task.tags],
      links: [...task.links, ...links],
      repeat: task.repeat && { ...task.repeat, weekdays: task.repeat.weekdays && [...task.repeat.weekdays] },
      project: named,
      parent,
    });
  },
});
