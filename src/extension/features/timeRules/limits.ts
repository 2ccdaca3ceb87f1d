import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { TimeRules } from '../../../core/rules/rules.ts';
import type { Services } from '../../services.ts';
import type { Draft } from './change.ts';

export type LimitKey =
  | 'tracking.idleLimitMinutes'
  | 'tracking.thinkingLimitMinutes'
  | 'tracking.readingLimitMinutes'
  | 'dayStartsAt';

/** Asks for another limit or start of the day. Throws `cancelled`. */
export async function askLimit({ settings, readOptions }: Services, key: LimitKey): Promise<Draft> {
  const typed = await window.showInputBox({
    ignoreFocusOut: true,
    title: key === 'dayStartsAt' ? l10n.t('A time such as 04:00') : l10n.t('Minutes'),
    value: String(settings.get(key)),
    validateInput: (value) =>
      settings.accepts(key, valueOf(key, value)) ? undefined : l10n.t('This is out of range.'),
  });
  if (typed === undefined) throw new AppError('cancelled', 'cancelled');
  const value = valueOf(key, typed);
  return { next: { ...readOptions().rules, ...ruleOf(key, value) }, apply: () => settings.set(key, value as never) };
}

function valueOf(key: LimitKey, typed: string): string | number {
  return key === 'dayStartsAt' ? typed.trim() : Number(typed.replace(',', '.'));
}

function ruleOf(key: LimitKey, value: string | number): Partial<TimeRules> {
  if (key === 'tracking.idleLimitMinutes') return { idleLimitMs: Number(value) * minuteMs };
  if (key === 'tracking.thinkingLimitMinutes') return { thinkingLimitMs: Number(value) * minuteMs };
  if (key === 'tracking.readingLimitMinutes') return { readingLimitMs: Number(value) * minuteMs };
  const [hours = 0, minutes = 0] = String(value).split(':').map(Number);
  return { dayStartsAt: hours * 60 + minutes };
}
