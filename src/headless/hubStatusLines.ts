import type { RunningHub } from '../hub/discovery.ts';

/** Returns the lines that `daymark hub status` prints for a person: the hub's address, its clients, and what it refused. Times are in the zone of the machine. */
export function hubStatusLines({ url, pid, since, watchers, clients, refusals }: RunningHub): string[] {
  return [
    `The Daymark hub answers on ${url} (process ${pid}) since ${timeOf(since)}.`,
    ...(watchers === '' ? [] : [watchersLine(watchers)]),
    clients.length === 0 ? 'No client has sent anything since then.' : 'Clients:',
    ...clients.map(
      (one) => `  ${one.app}, token ${one.token || '(none)'}: last ${timeOf(one.last)}, accepted ${one.accepted}`,
    ),
    ...(refusals.length === 0 ? [] : ['Refused requests:']),
    ...refusals.map((one) => `  ${one.status} ${one.reason} Count: ${one.count}, last ${timeOf(one.last)}`),
  ];
}

function watchersLine(watchers: string): string {
  return watchers === 'taken'
    ? "ActivityWatch's watchers can't send: another program has their port."
    : `ActivityWatch's watchers may send to ${watchers} without a token.`;
}

function timeOf(at: number): string {
  return new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}
