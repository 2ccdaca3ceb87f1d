import { fullName, type CategoryList } from '../../core/categories/categories.ts';
import { readCategories } from '../../core/categories/categoryRecords.ts';
import { categorizer, type CategorySubject } from '../../core/categories/categorize.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { Task } from './tasks.ts';
import type { TaskView } from './taskViews.ts';

type InCategory = TaskView['inCategory'];

/** Returns everything that determines a task's category. */
export function subjectOfTask({ title, category, project }: Task): CategorySubject {
  return { title, chosen: category, project };
}

/** Decided categories, until a category, a rule, or the task changes: with many rules, deciding for 10,000 tasks takes too long for each list. */
const known = new WeakMap<CategoryList, (task: Task) => InCategory>();

/** Returns the category of a task: its own, or else the one that the rules suggest. */
export function taskCategories({ reader, t }: Reading): (task: Task) => InCategory {
  const list = readCategories(reader, t);
  const before = known.get(list);
  if (before) return before;
  const decide = decider(list);
  const decided = new WeakMap<Task, { readonly answer: InCategory }>();
  const categoryOf = (task: Task): InCategory => {
    const found = decided.get(task) ?? { answer: decide(task) };
    decided.set(task, found);
    return found.answer;
  };
  known.set(list, categoryOf);
  return categoryOf;
}

function decider(list: CategoryList): (task: Task) => InCategory {
  const categoryOf = categorizer(list);
  return (task) => {
    const found = categoryOf(subjectOfTask(task));
    if (!found) return undefined;
    const { category: id } = found;
    const color = list.categories.find((one) => one.id === id)?.color ?? 'gray';
    return { id, name: fullName(list.categories, id), color, isSuggested: found.by !== 'chosen' };
  };
}
