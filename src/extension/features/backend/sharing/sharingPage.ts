import { l10n } from 'vscode';
import { timeText } from '../../../timeText.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { counted } from '../../../../core/base/counted.ts';
import { escapeMarkdown } from '../../../../core/base/markdown.ts';
import type { ShareLevel } from '../../../../core/sharing/shareBatch.ts';
import { retryPauseMs, type ShareInterval, type ShareSchedule } from '../../../../core/sharing/shareSchedule.ts';
import { BackendError } from '../../../../integrations/backend/backendClient.ts';
import type { Services } from '../../../services.ts';
import { connectionOf, openBackend, problemText } from '../access.ts';
import { shareDue } from './shareDue.ts';
import { readReceipts, readSchedules } from './shareState.ts';

const shownReceipts = 20;

/** The word for a level. */
export function levelName(level: ShareLevel): string {
  switch (level) {
    case 'totals':
      return l10n.t('Totals');
    case 'language':
      return l10n.t('By language');
    case 'alias':
      return l10n.t('By project alias');
    case 'project':
      return l10n.t('By project');
    case 'tasks':
      return l10n.t('With tasks');
  }
}

/** Returns with whom something is shared, in words. */
type PlaceName = (of: { readonly isPersonal: boolean; readonly organization?: string | undefined }) => string;

/** Shares what is due, and returns as Markdown how the backend is, what is shared by itself, how it goes, and the last receipts. */
export async function sharingPage(services: Services): Promise<string> {
  await shareDue(services);
  const timeOf = (at: number): string => timeText(services, at);
  const connection = await connectionOf(services);
  const [schedules, receipts] = [readSchedules(services), readReceipts(services).slice(0, shownReceipts)];
  const origin = connection?.origin ?? schedules[0]?.origin;
  const { health, nameOf } = await askBackend(services);
  const lines = schedules.flatMap((one) => describe(one, timeOf, nameOf));
  return [
    `# ${l10n.t('Sharing')}`,
    connection
      ? `${l10n.t('Connected to {0}.', escapeMarkdown(connection.origin))} ${health}`
      : l10n.t('No backend is connected. Run "Daymark: Connect to Backend…" first.'),
    `## ${l10n.t('Scheduled')}`,
    lines.join('\n') || l10n.t('No sharing is scheduled.'),
    ...(schedules.length > 0 ? [l10n.t('"Daymark: Stop Sharing" ends this, and can take back what was shared.')] : []),
    `## ${l10n.t('Receipts')}`,
    receipts
      .map((receipt) => {
        const { at, level, from, to, items, isScheduled, id } = receipt;
        const place = nameOf(receipt);
        const how = isScheduled ? l10n.t('scheduled') : l10n.t('confirmed');
        const count = counted(l10n.t, ['1 item', '{0} items'], [items]);
        return `- ${timeOf(at)}: ${levelName(level)}, ${from} – ${to}, ${count}, ${place}, ${how}. \`${id.replaceAll(/[^\w-]/g, '')}\``;
      })
      .join('\n') || l10n.t('Nothing was shared from here yet.'),
    ...(origin === undefined ? [] : [l10n.t('Everything that the backend stores about you: {0}', `<${origin}/days>`)]),
  ].join('\n\n');
}

/** Asks the backend for the names of the organizations, which are stored nowhere here. */
async function askBackend(services: Services): Promise<{ readonly health: string; readonly nameOf: PlaceName }> {
  const names = new Map<string, string>();
  const nameOf: PlaceName = ({ isPersonal, organization = '' }) =>
    isPersonal ? l10n.t('only you') : escapeMarkdown(names.get(organization) ?? l10n.t('an organization'));
  try {
    const { client, token } = await openBackend(services);
    for (const { id, name } of await client.places(token)) names.set(id, name);
    return { health: l10n.t('It answers.'), nameOf };
  } catch (error) {
    if (error instanceof BackendError) return { health: `**${problemText(error.problem)}**`, nameOf };
    if (error instanceof AppError) return { health: '', nameOf };
    throw error;
  }
}

function describe(schedule: ShareSchedule, timeOf: (at: number) => string, nameOf: PlaceName): string[] {
  const { level, every, origin, okAt, failures, failedAt, problem } = schedule;
  const place = nameOf(schedule);
  const last = okAt === undefined ? l10n.t('never') : timeOf(okAt);
  return [
    `- **${levelName(level)}**, ${intervalName(every)}, ${place}, ${escapeMarkdown(origin)}`,
    `  - ${l10n.t('Last shared: {0}', last)}`,
    ...(problem !== undefined && failedAt !== undefined
      ? [`  - ${problemText(problem)}`, `  - ${l10n.t('Next try: {0}', timeOf(failedAt + retryPauseMs(failures)))}`]
      : []),
  ];
}

function intervalName(every: ShareInterval): string {
  switch (every) {
    case 'once':
      return l10n.t('once, when the backend can be reached');
    case 'hour':
      return l10n.t('every hour');
    case 'day':
      return l10n.t('every day');
  }
}
