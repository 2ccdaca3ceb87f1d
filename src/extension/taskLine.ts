import { env } from 'vscode';
import { actions } from '../catalog/actions.ts';
import type { TaskLink } from '../planning/tasks/links.ts';
import type { QuickAddContext } from '../planning/tasks/quickAdd/dateWords.ts';
import { parseQuickAdd } from '../planning/tasks/quickAdd/quickAdd.ts';
import { contextOf } from '../planning/tasks/quickAdd/quickAddQueries.ts';
import type { Services } from './services.ts';

/** The subject of a task, and its project. */
export interface TaskPlace {
  readonly link: TaskLink;
  readonly project: string | undefined;
}

/**
 * Adds a task from one line, read in the language and the zone of the user.
 * @returns its title
 * @throws AppError `invalid-input`
 */
export async function addTaskLine(services: Services, line: string, place?: TaskPlace): Promise<string> {
  const add = await actions['tasks.add']();
  const { locale, zone } = here(services);
  const links = place && [place.link];
  await add.run(services, { text: line, locale, zone, links, project: place?.project });
  return parseQuickAdd(line, quickAddContext(services)).title;
}

/** The context for reading a line. */
export function quickAddContext(services: Services): QuickAddContext {
  return contextOf(services.readOptions(), here(services));
}

function here({ timeZone }: Services) {
  return { locale: env.language, zone: timeZone.name ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
}
