import { l10n } from 'vscode';
import type { SensorHealth } from '../../../core/views/health.ts';
import type { SetupFact } from '../../../core/views/setup.ts';
import type { Services } from '../../services.ts';
import { command, setting, type SectionParts } from './sectionParts.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { minuteMs } from '../../../core/time/days.ts';

/** Returns the section on tracking: whether this window records, each signal's state, and what is excluded. */
export function trackingSection({ tracking, settings }: Services): SectionParts {
  const { state } = tracking;
  return {
    id: 'tracking',
    title: l10n.t('Tracking'),
    facts: [
      {
        label: l10n.t('State'),
        text: {
          on: l10n.t('On in this window'),
          paused: l10n.t('Paused in this window'),
          'paused-all': l10n.t('Paused in all windows'),
        }[state],
        tone: state === 'on' ? 'good' : 'plain',
      },
      ...signalFacts(tracking.sensorHealth()),
      { label: l10n.t('Not recorded'), text: listed(settings.get('privacy.exclude')) },
      { label: l10n.t('File names hidden'), text: listed(settings.get('privacy.hideFileNames')) },
      {
        label: l10n.t('Gaps count up to'),
        text: formatDuration(settings.get('tracking.idleLimitMinutes') * minuteMs, l10n.t),
      },
      {
        label: l10n.t('Pauses count as thinking up to'),
        text: formatDuration(settings.get('tracking.thinkingLimitMinutes') * minuteMs, l10n.t),
      },
    ],
    actions: [
      ...(state === 'on'
        ? [command(l10n.t('Pause Here'), 'daymark.pause'), command(l10n.t('Pause Everywhere'), 'daymark.pauseAll')]
        : [command(l10n.t('Resume'), 'daymark.resume', true)]),
      command(l10n.t('Private Mode'), 'daymark.privateMode'),
      setting(l10n.t('Change What Is Recorded'), 'daymark.privacy'),
      command(l10n.t('Change Time Rules'), 'daymark.changeTimeRules'),
      command(l10n.t('Run Health Check'), 'daymark.health'),
    ],
  };
}

function listed(patterns: unknown): string {
  const texts = Array.isArray(patterns) ? patterns.map(String) : [JSON.stringify(patterns)];
  return texts.length > 0 ? texts.join(', ') : l10n.t('none');
}

/** A row for each signal that doesn't work, then one row for those that do. The health check has the details. */
export function signalFacts(sensors: readonly SensorHealth[]): SetupFact[] {
  const label = l10n.t('Signals');
  if (sensors.length === 0) return [{ label, text: l10n.t('not running: nothing is recorded'), tone: 'bad' }];
  const broken = sensors.flatMap(({ id, error }): SetupFact[] =>
    error === undefined
      ? []
      : [{ label: l10n.t('Signal: {0}', id), text: l10n.t('not running: {0}', error), tone: 'bad' }],
  );
  const works = sensors.length - broken.length;
  const tone = broken.length === 0 ? 'good' : 'plain';
  return [...broken, { label, text: l10n.t('{0} of {1} work', works, sensors.length), tone }];
}
