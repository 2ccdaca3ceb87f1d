import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { commands, env, l10n, Uri, ViewColumn, window, workspace, type WebviewPanel } from 'vscode';
import { addDays, isDay, mondayOf, type Day } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { WeekSummary } from '../../../core/views/weekSummary.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import { commandLink } from '../../../core/base/markdown.ts';
import { weekMarkdown, weekTitle } from './weekMarkdown.ts';
import { textPage, withSilentBars } from '../../textPage.ts';
import { unlinked } from '../../unlinked.ts';
import { counted } from '../../../core/base/counted.ts';

/** The largest number of weeks to choose from. */
const mostWeeks = 12;

type Format = 'md' | 'html';

/** The tab in which weeks are shown, while it is open. */
const tabOf = perWindow((): { panel?: WebviewPanel } => ({}));

/** Shows a week in an editor tab. */
export async function showWeek(services: Services): Promise<void> {
  const monday = await chooseWeek(services);
  if (monday === undefined) return;
  const week = await readWeek(services, monday);
  const tab = (tabOf(services).panel ??= openPanel(services));
  tab.title = weekTitle(week, l10n.t);
  const links = await render(
    [
      commandLink(l10n.t('Save as Markdown'), 'daymark.saveWeeklySummary', { monday, format: 'md' }),
      commandLink(l10n.t('Save as HTML'), 'daymark.saveWeeklySummary', { monday, format: 'html' }),
    ].join(' '),
  );
  const body = await render(weekMarkdown(week, l10n.t));
  const nonce = randomUUID();
  tab.webview.html = textPage({ title: tab.title, language: env.language, body, editor: { nonce, links } });
  tab.reveal();
}

function openPanel(services: Services): WebviewPanel {
  const options = { enableCommandUris: ['daymark.saveWeeklySummary'], enableFindWidget: true, localResourceRoots: [] };
  const panel = window.createWebviewPanel('daymark.summary', l10n.t('Weekly Summary'), ViewColumn.Active, options);
  panel.iconPath = Uri.joinPath(services.context.extensionUri, 'media', 'daymark.svg');
  panel.onDidDispose(() => delete tabOf(services).panel);
  return panel;
}

/**
 * Saves a week as Markdown or as a page.
 * @param wanted `{ monday, format }` from a link of the page; otherwise asks for the week
 */
export async function saveWeek(services: Services, wanted: unknown): Promise<void> {
  const { monday = await chooseWeek(services), format = 'md' } = readWanted(wanted);
  if (monday === undefined) return;
  const week = await readWeek(services, monday);
  const filters = { Markdown: ['md'], HTML: ['html'] };
  const target = await window.showSaveDialog({
    title: l10n.t('Save Weekly Summary'),
    defaultUri: Uri.file(join(homedir(), `daymark-${monday}.${format}`)),
    filters: format === 'md' ? filters : { HTML: filters.HTML, Markdown: filters.Markdown },
  });
  if (!target) return;
  const isPage = /\.html?$/i.test(target.path);
  const text = weekMarkdown(week, l10n.t);
  const title = weekTitle(week, l10n.t);
  const content = isPage ? textPage({ title, language: env.language, body: await render(text) }) : text;
  await workspace.fs.writeFile(target, new TextEncoder().encode(content));
  void window.showInformationMessage(unlinked(l10n.t('Saved to {0}. It contains names unencrypted.', target.fsPath)));
}

function readWanted(wanted: unknown): { monday?: Day; format?: Format } {
  if (typeof wanted !== 'object' || wanted === null) return {};
  const { monday, format } = wanted as { monday?: unknown; format?: unknown };
  return {
    ...(isDay(monday) && { monday }),
    ...((format === 'md' || format === 'html') && { format }),
  };
}

async function chooseWeek({ read, readOptions }: Services): Promise<Day | undefined> {
  const { days } = await read('history.get', {});
  const first = days.find(({ ms }) => ms > 0)?.day;
  const items = weeksSince(first, presentDay(readOptions())).map((monday, ago) => {
    const description = weekTitle({ from: monday, to: addDays(monday, 6) }, l10n.t);
    const names = [l10n.t('This week so far'), l10n.t('Last week')];
    return { label: names[ago] ?? counted(l10n.t, ['1 week ago', '{0} weeks ago'], [ago]), description, monday };
  });
  const chosen = await window.showQuickPick(items, { title: l10n.t('Weekly Summary') });
  return chosen?.monday;
}

/** Returns the Mondays of this week and of earlier ones that have days since `first`, the latest first. */
export function weeksSince(first: Day | undefined, today: Day): Day[] {
  const mondays = Array.from({ length: mostWeeks }, (_, ago) => addDays(mondayOf(today), -7 * ago));
  return mondays.filter((monday, ago) => ago === 0 || (first !== undefined && addDays(monday, 6) >= first));
}

function readWeek({ read }: Services, day: Day): Promise<WeekSummary> {
  return read('week.get', { day });
}

async function render(markdown: string): Promise<string> {
  return withSilentBars(await commands.executeCommand<string>('markdown.api.render', markdown));
}
