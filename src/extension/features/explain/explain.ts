import { commands, Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import { dayOf, type Day } from '../../../shared/days.ts';
import { AppError } from '../../../shared/appError.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { correct } from './correct.ts';
import { explainReport } from './explainReport.ts';
import { takeBack } from './takeBack.ts';

const scheme = 'daymark-explain';
const changed = new EventEmitter<Uri>();

/** "Explain Today" and its corrections: what a day's minutes rest on, and what the person says of it. */
export const explain: Feature = {
  id: 'explain',
  commands: (services) => ({
    'daymark.explainToday': () => show(today(services)),
    'daymark.explainDay': async () => show(await askDay(services)),
    'daymark.correctTime': async (day: unknown) => {
      await correct(services, typeof day === 'string' ? day : await askDay(services));
      refresh();
    },
    'daymark.undoCorrection': async (day: unknown) => {
      await takeBack(services, typeof day === 'string' ? day : await askDay(services));
      refresh();
    },
  }),
  start: (services) =>
    Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: (uri) => report(services, uri.query),
      }),
    ),
};

function today({ readOptions }: Services): Day {
  const { now, offset, rules } = readOptions();
  return dayOf(now, offset, rules.dayStartsAt);
}

const uriOf = (day: Day): Uri => Uri.from({ scheme, path: `/Daymark ${day}.md`, query: day });

async function show(day: Day): Promise<void> {
  changed.fire(uriOf(day));
  await commands.executeCommand('markdown.showPreview', uriOf(day));
}

function refresh(): void {
  for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
}

async function report({ read, readOptions, t }: Services, day: Day): Promise<string> {
  const options = readOptions();
  return explainReport({ why: await read('explain', { ...options, day }), rules: options.rules, t });
}

async function askDay(services: Services): Promise<Day> {
  const day = await window.showInputBox({
    title: l10n.t('Which day?'),
    value: today(services),
    validateInput: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? undefined : l10n.t('A day such as 2026-11-20.')),
  });
  if (day === undefined) throw new AppError('cancelled', 'cancelled');
  return day;
}
