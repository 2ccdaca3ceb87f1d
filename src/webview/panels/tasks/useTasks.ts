import { useRecordChanges } from '../../state/useRecordChanges.ts';
import { useEffect, useState } from 'preact/hooks';
import type { TaskPage } from '../../../catalog/view.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { useApp } from '../../state/app.ts';
import { messageOf } from '../../state/rpc.ts';
import { paramsOf, type ListFilter } from './listFilter.ts';

/** The host's page size. */
const pageSize = 200;

export interface TaskList {
  /** Undefined until the first answer. */
  readonly page: TaskPage | undefined;
  readonly error: string | undefined;
  readonly busy: boolean;
  readonly retry: () => void;
}

/**
 * The first tasks of a list, read again when a task changes here, and each minute for what changed in other windows.
 * @param wanted how many are needed
 */
export function useTasks(dashboard: Dashboard, filter: ListFilter, wanted: number): TaskList {
  const { rpc } = useApp();
  const changes = useRecordChanges(['tasks', 'taskOccurrences']);
  const basis = useHistoryBasis(dashboard);
  const [state, setState] = useState<Omit<TaskList, 'retry'>>({ page: undefined, error: undefined, busy: true });
  const [tries, setTries] = useState(0);
  const params = JSON.stringify(paramsOf(filter));
  useEffect(() => {
    const ended = new AbortController();
    const read = async () => {
      let page = await rpc.call('tasks.list', { ...paramsOf(filter), limit: Math.min(pageSize, wanted) });
      while (page.next !== undefined && page.tasks.length < wanted && !ended.signal.aborted) {
        const limit = Math.min(pageSize, wanted - page.tasks.length);
        const more = await rpc.call('tasks.list', { ...paramsOf(filter), offset: page.next, limit });
        page = { ...more, tasks: [...page.tasks, ...more.tasks] };
      }
      return page;
    };
    setState((before) => ({ ...before, busy: true }));
    read().then(
      (page) => ended.signal.aborted || setState({ page, error: undefined, busy: false }),
      (error: unknown) =>
        ended.signal.aborted || setState((before) => ({ ...before, error: messageOf(error), busy: false })),
    );
    return () => ended.abort();
  }, [rpc, params, wanted, changes, basis, tries]);
  return { ...state, retry: () => setTries(tries + 1) };
}
