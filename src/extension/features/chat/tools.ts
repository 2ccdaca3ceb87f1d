import {
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  type PreparedToolInvocation,
} from 'vscode';
import * as z from 'zod';
import { activityKinds } from '../../../core/facts/activity.ts';
import { AppError } from '../../../core/base/appError.ts';
import { limits } from '../../../core/base/limits.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Services } from '../../services.ts';
import { readDigestNow } from '../../ai/analyses.ts';
import { saveActivity } from '../activityLog/activityLog.ts';
import type { ActivityInput } from '../../../core/views/contract.ts';
import { outgoingOf } from '../../ai/outgoing.ts';
import { dayNamed } from './answers.ts';
import { confirmationText } from './confirmationText.ts';
import { planAnswer, todayAnswer } from './told.ts';

const planInput = z.object({ day: z.enum(['today', 'tomorrow']).default('today') });
const logInput = z.object({
  title: z.string().trim().min(1).max(limits.titleLength),
  minutes: z.number().min(1).max(limits.activityMinutes),
  kind: z.enum(activityKinds),
  end: z.iso.datetime({ offset: true }).optional(),
  notes: z.string().max(limits.notesLength).default(''),
});

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const found = schema.safeParse(input);
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw new AppError('invalid-input', `${issue?.path.join('.') ?? 'input'}: ${issue?.message ?? 'not valid'}`);
}

/** @param value what may be told: it passed `Outgoing` */
function result(value: unknown): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(value))]);
}

/** `daymark_today`: what the dashboard says of today, with the most telling facts of the last days. */
export async function today(services: Services): Promise<LanguageModelToolResult> {
  const [day, { facts }] = await Promise.all([
    services.read('dashboard', services.readOptions()),
    readDigestNow(services),
  ]);
  return result(todayAnswer(day, facts, await outgoingOf(services, facts)));
}

/** `daymark_plan`: the plan of a day with its evidence. @throws AppError `invalid-input` */
export async function plan(services: Services, input: unknown): Promise<LanguageModelToolResult> {
  const { day: which } = parsed(planInput, input ?? {});
  const day = dayNamed(services, which);
  const [found, { facts }] = await Promise.all([services.read('plan', { day }), readDigestNow(services)]);
  return result(planAnswer({ day, ...found }, await outgoingOf(services, facts)));
}

/** What is asked before `daymark_log_activity` writes. @throws AppError `invalid-input` */
export function confirmation(services: Pick<Services, 'clock'>, input: unknown): PreparedToolInvocation {
  const activity = activityOf(services, parsed(logInput, input));
  return {
    invocationMessage: l10n.t('Logging an activity'),
    confirmationMessages: {
      title: l10n.t('Log an activity in Daymark?'),
      message: new MarkdownString(confirmationText(activity, services.clock.utcOffset(activity.start), l10n.t)),
    },
  };
}

function activityOf({ clock }: Pick<Services, 'clock'>, { end, ...given }: z.output<typeof logInput>): ActivityInput {
  const until = end === undefined ? clock.now() : Date.parse(end);
  return { ...given, start: until - given.minutes * minuteMs, errors: 0 };
}

/** `daymark_log_activity`: records it as if it were logged by hand. @throws AppError `invalid-input` */
export async function log(services: Services, input: unknown): Promise<LanguageModelToolResult> {
  const { id } = await saveActivity(services, activityOf(services, parsed(logInput, input)));
  return result({ logged: id });
}
