import { dateAndTime } from '../../../core/time/clockTime.ts';
import { dayOf } from '../../../core/time/days.ts';
import { errorMessage } from '../../../core/base/appError.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import type { SensorHealth } from '../../../core/views/health.ts';
import type { StorageHealth } from '../../../core/facts/reader.ts';
import type { Translate } from '../../../core/base/translate.ts';
import type { JournalState } from '../../../storage/journal/journal.ts';
import type { PrivacyProblems } from '../../privacy.ts';
import type { SettingProblem } from '../../settingProblems.ts';
import { privacyLines } from './privacyLines.ts';
import { vaultLines, type VaultHealth } from './vaultLines.ts';
import { counted } from '../../../core/base/counted.ts';

export interface HealthInput {
  readonly version: string;
  readonly state: 'on' | 'paused' | 'paused-all';
  readonly sensors: readonly SensorHealth[];
  readonly journal: JournalState;
  /** The store's own account, or why it could not give one. */
  readonly stored: StorageHealth | Error;
  readonly vault: VaultHealth;
  /** True if the worker was already running. */
  readonly workerRan: boolean;
  /** Ids of the features that did not start. */
  readonly failedFeatures: readonly string[];
  readonly settings: readonly SettingProblem[];
  /** Undefined where tracking did not start. */
  readonly privacy: PrivacyProblems | undefined;
}

interface Voice {
  readonly now: number;
  readonly t: Translate;
}

/** The health check as Markdown. Holds no names of projects, files or tasks, so that it can be shown to others; the folder is the user's own. */
export function healthReport(input: HealthInput, voice: Voice): string {
  const { t, now } = voice;
  return [
    `# ${t('Daymark health check')}`,
    t('Version {0}, {1} UTC.', input.version, dateAndTime(now, 0)),
    `## ${t('Tracking')}`,
    trackingState(input, voice),
    ...sensorLines(input.sensors, voice),
    `## ${t('Privacy')}`,
    ...privacyLines(input, t),
    `## ${t('Journal of this window')}`,
    ...journalLines(input.journal, voice),
    `## ${t('SQLite file')}`,
    ...(input.stored instanceof Error
      ? [`**${t('Cannot be read')}**: ${escapeMarkdown(errorMessage(input.stored))}`]
      : storeLines(input.stored, voice)),
    `## ${t('Encryption of names')}`,
    ...vaultLines(input.vault, t),
    input.workerRan
      ? t('The data worker was running.')
      : t('The data worker was asleep, and was started for this check.'),
  ].join('\n\n');
}

/** "On" only where something is listening. */
function trackingState({ state, failedFeatures, sensors }: HealthInput, { t }: Voice): string {
  const failed = failedFeatures.map((id) => `\`${id}\``).join(', ');
  if (failedFeatures.includes('tracking') || sensors.length === 0)
    return `**${t('Not running: nothing is recorded in this window.')}** ${t('The log says why.')}`;
  const lines = [
    state === 'on' ? t('On in this window.') : t('Paused: nothing is recorded in this window.'),
    ...(failed === '' ? [] : [`**${t('These parts did not start: {0}.', failed)}** ${t('The log says why.')}`]),
  ];
  return lines.join(' ');
}

/** The signals that don't work first; those that do are folded into one line. */
function sensorLines(sensors: readonly SensorHealth[], voice: Voice): string[] {
  const broken = sensors.filter(({ error }) => error !== undefined);
  const working = sensors.filter(({ error }) => error === undefined);
  const summary = voice.t('{0} of {1} signals work', working.length, sensors.length);
  return [
    ...(broken.length > 0 ? [sensorTable(broken, voice)] : []),
    ...(working.length > 0
      ? [`<details><summary>${summary}</summary>\n\n${sensorTable(working, voice)}\n\n</details>`]
      : []),
  ];
}

function sensorTable(sensors: readonly SensorHealth[], { t, now }: Voice): string {
  const rows = sensors.map((sensor) => {
    const works = sensor.error ? `**${t('not running')}**: ${escapeMarkdown(sensor.error)}` : t('works');
    const seen = sensor.lastSignalAt === undefined ? t('not yet') : ago(now - sensor.lastSignalAt, t);
    return `| ${sensor.id} | ${works} | ${seen} | ${sensor.count} |`;
  });
  const head = `| ${t('Signal')} | ${t('State')} | ${t('Last seen')} | ${t('Since the start')} |`;
  return [head, '|---|---|---|---:|', ...rows].join('\n');
}

function journalLines(journal: JournalState, { t, now }: Voice): string[] {
  const lines = [
    counted(
      t,
      ['1 fact, {1} written since this window opened.', '{0} facts, {1} written since this window opened.'],
      [journal.facts, bytes(journal.bytes)],
    ),
    journal.lastFlush === undefined
      ? t('Nothing written yet.')
      : t('Last written {0}.', ago(now - journal.lastFlush, t)),
  ];
  if (journal.pending > 0)
    lines.push(
      counted(t, ['1 fact is only in memory so far.', '{0} facts are only in memory so far.'], [journal.pending]),
    );
  if (journal.failure) lines.push(`**${t('Cannot be written')}**: ${escapeMarkdown(journal.failure.message)}`);
  return lines;
}

function storeLines(stored: StorageHealth, { t, now }: Voice): string[] {
  const modes: Record<StorageHealth['mode'], string> = {
    ready: t('Works.'),
    'read-only-newer': t(
      '**Read-only**: it was written by a newer version of Daymark. Update the extension; until then journals are kept.',
    ),
    'read-only-folder': t('**Read-only**: the folder cannot be written to. Check its permissions.'),
    rebuilt: t(
      '**Rebuilt**: the file was damaged or not written by Daymark. It was set aside, and a new one was rebuilt from the newest backup and the journals.',
    ),
  };
  const lines = [
    modes[stored.mode],
    ...(stored.demo ? [`**${t('Demo data: made up, not yours.')}**`] : []),
    t('Folder: {0}', escapeMarkdown(stored.folder)),
    counted(
      t,
      ['{1}, schema version {2}, 1 fact.', '{1}, schema version {2}, {0} facts.'],
      [stored.facts, bytes(stored.fileBytes), stored.schemaVersion],
    ),
    counted(t, ['1 journal, {1}.', '{0} journals, {1}.'], [stored.journals, bytes(stored.journalBytes)]),
    stored.lastCheckpoint === undefined
      ? t('No checkpoint yet.')
      : t('Last checkpoint {0}.', ago(now - stored.lastCheckpoint, t)),
    stored.skippedLines === 0
      ? t('No journal line was skipped.')
      : counted(
          t,
          [
            '**1 journal line was skipped**: cut short, damaged, or of a type this version does not know.',
            '**{0} journal lines were skipped**: cut short, damaged, or of a type this version does not know.',
          ],
          [stored.skippedLines],
        ),
  ];
  if (stored.writersAlive !== undefined)
    lines.push(counted(t, ['1 window is writing.', '{0} windows are writing.'], [stored.writersAlive]));
  lines.push(backupLine(stored, t));
  if (stored.detailFrom !== undefined && stored.detailFrom > 0)
    lines.push(t('Every span is kept from {0} on. Older ones are summed up by hour.', dayOf(stored.detailFrom, 0)));
  return [...lines, ...lossLines(stored, t)];
}

/** Lists what is damaged, unreadable, or was set aside. */
function lossLines(stored: StorageHealth, t: Translate): string[] {
  const lines: string[] = [];
  if ((stored.damagedRows ?? 0) > 0) {
    lines.push(
      counted(
        t,
        [
          '**1 row of the SQLite file was damaged** and left out. A copy of the file with it was set aside.',
          '**{0} rows of the SQLite file were damaged** and left out. A copy of the file with them was set aside.',
        ],
        [stored.damagedRows ?? 0],
      ),
    );
  }
  if ((stored.lockedNames ?? 0) > 0) {
    lines.push(
      counted(
        t,
        [
          '**1 name is locked**: another device recorded it. Enter your recovery key, or authorize this device from there.',
          '**{0} names are locked**: another device recorded them. Enter your recovery key, or authorize this device from there.',
        ],
        [stored.lockedNames ?? 0],
      ),
    );
  }
  const { unreadableJournals: unreadable = [] } = stored;
  if (unreadable.length > 0)
    lines.push(
      t(
        "**Journals that can't be read**: {0}. Their contents are not counted. Check their permissions.",
        unreadable.map(escapeMarkdown).join(', '),
      ),
    );
  if (stored.setAside.length > 0) lines.push(t('Set aside: {0}', stored.setAside.map(escapeMarkdown).join(', ')));
  return lines;
}

function backupLine({ lastBackup }: StorageHealth, t: Translate): string {
  if (!lastBackup) return t('No backup yet.');
  const size = bytes(lastBackup.bytes);
  return lastBackup.isVerified
    ? t('Last backup {0}, {1}: verified.', escapeMarkdown(lastBackup.name), size)
    : t('Last backup {0}, {1}: **not verified**.', escapeMarkdown(lastBackup.name), size);
}

function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}

function ago(ms: number, t: Translate): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return t('{0} s ago', seconds);
  if (seconds < 3600) return t('{0} min ago', Math.round(seconds / 60));
  return t('{0} h ago', Math.round(seconds / 3600));
}
