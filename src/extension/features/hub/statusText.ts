import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { ownValue } from '../../../core/base/ownValue.ts';
import type { Translate } from '../../../core/base/translate.ts';
import type { RunningHub } from '../../../hub/discovery.ts';
import type { HubState } from '../../hubState.ts';

interface Voice {
  readonly t: Translate;
  /** An instant in the user's zone and language. */
  readonly timeOf: (at: number) => string;
}

/** The page of "Show Hub Status" as Markdown: the hub's address, its clients, and what it refused and why. */
export function statusText(state: HubState, { t, timeOf }: Voice): string {
  const { hub, tokens } = state;
  return [
    `# ${t('Hub status')}`,
    whereabouts(state, { t, timeOf }),
    ...watchers(hub, t),
    ...(hub ? traffic(hub, { t, timeOf }) : []),
    `## ${t('Tokens')}`,
    tokens.length === 0
      ? t('There are no hub tokens. Create one with **Daymark: Create Hub Token…**.')
      : tokens
          .map(({ name, scopes, created }) =>
            t('- **{0}**: {1}. Created {2}.', escapeMarkdown(name), scopes.join(', '), timeOf(created)),
          )
          .join('\n'),
  ].join('\n\n');
}

/** Lists clients that sent something, and what was refused. */
function traffic({ clients, refusals }: RunningHub, { t, timeOf }: Voice): string[] {
  return [
    `## ${t('Clients')}`,
    clients.length === 0
      ? t('No client has sent anything since the hub started.')
      : clients.map((client) => clientLine(client, { t, timeOf })).join('\n'),
    ...missingWatchers(clients, t),
    `## ${t('Refused requests')}`,
    refusals.length === 0
      ? t('None since the hub started.')
      : refusals
          .map(({ status, reason, count, last }) =>
            t('- **{0}**: {1} Count: {2}, last {3}.', status, escapeMarkdown(reason), count, timeOf(last)),
          )
          .join('\n'),
  ];
}

function clientLine(
  { token, app, last, accepted, ignored }: RunningHub['clients'][number],
  { t, timeOf }: Voice,
): string {
  const line = t(
    '- **{0}**, token {1}: last heartbeat {2}. Accepted: {3}.',
    escapeMarkdown(app),
    escapeMarkdown(token || t('(none)')),
    timeOf(last),
    accepted,
  );
  const reasons = Object.entries(ignored).map(
    ([reason, count]) => `${count} (${escapeMarkdown(ignoredText(reason, t))})`,
  );
  return reasons.length === 0 ? line : `${line} ${t('Not counted: {0}.', reasons.join(', '))}`;
}

/** Reason why something that a client sent makes no time. A hub of another version may have other reasons. */
function ignoredText(reason: string, t: Translate): string {
  const texts: Readonly<Record<string, () => string>> = {
    browsing: () => t('plain browsing'),
    excluded: () => t('excluded by your settings'),
    observed: () => t('VS Code, which Daymark observes itself'),
    'screen-lock': () => t('the screen was locked'),
    'no-page': () => t('not a web page'),
    'private window': () => t('a private window'),
    'not counted': () => t("a kind of event that doesn't count as time"),
    'no model call': () => t('no model call'),
    invalid: () => t('not valid'),
  };
  return ownValue(texts, reason)?.() ?? reason;
}

/** Says which of ActivityWatch's watchers are missing where others sent something: their time alone counts for nothing. */
function missingWatchers(clients: RunningHub['clients'], t: Translate): string[] {
  const has = (form: RegExp): boolean => clients.some(({ app }) => form.test(app));
  const [web, window, presence] = [/^aw-(?:watcher|client)-web/, /^aw-watcher-window/, /^aw-watcher-afk/].map(has);
  const missing = [
    ...(web && !window ? ['aw-watcher-window'] : []),
    ...((web || window) && !presence ? ['aw-watcher-afk'] : []),
  ];
  if (missing.length === 0) return [];
  return [
    t(
      "What ActivityWatch sends doesn't count as time yet. Pages count while their browser is in front, and both pages and windows while you are there. Nothing has arrived from: {0}.",
      missing.join(', '),
    ),
  ];
}

function whereabouts({ isOn, hub, ownPid }: HubState, { t, timeOf }: Voice): string {
  if (hub) {
    const { url, pid, since } = hub;
    const place = pid === ownPid ? t('this window') : t('another window or program (process {0})', pid);
    return t('The hub answers on {0}. It has been running in {1} since {2}.', `\`${url}\``, place, timeOf(since));
  }
  return isOn
    ? t("The hub is on but not running yet. If this lasts, see Daymark's log.")
    : t(
        'The hub is off. Turn it on with the setting `daymark.hub.enabled`: then other editors, browsers, and AI tools on this machine can send their time to Daymark.',
      );
}

function watchers(hub: RunningHub | undefined, t: Translate): string[] {
  if (!hub || hub.watchers === '') return [];
  return hub.watchers === 'taken'
    ? [
        t(
          "ActivityWatch's watchers can't send to the hub: another program has port 5600, such as ActivityWatch's own server.",
        ),
      ]
    : [t("ActivityWatch's watchers may send to {0} without a token.", `\`${hub.watchers}\``)];
}
