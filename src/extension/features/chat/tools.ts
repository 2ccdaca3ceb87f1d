import { l10n, LanguageModelTextPart, LanguageModelToolResult, type PreparedToolInvocation } from 'vscode';
import * as z from 'zod';
import { activityKinds } from '../../../core/facts/activity.ts';
import { AppError } from '../../../core/base/appError.ts';
import { limits } from '../../../core/base/limits.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Services } from '../../services.ts';
import { readDigestNow } from '../../ai/analyses.ts';
import { saveActivity } from '../activityLog/activityLog.ts';
import { dayNamed } from './answers.ts';

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

function result(value: unknown): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(value))]);
}

/** `daymark_today`: what the dashboard says of today, with the most telling facts of the last days. */
export async function today(services: Services): Promise<LanguageModelToolResult> {
  const [{ today: day, score }, { facts }] = await Promise.all([
    services.read('dashboard', services.readOptions()),
    readDigestNow(services),
  ]);
  const shares = (list: readonly { name: string; ms: number }[]) =>
    list.map(({ name, ms }) => ({ name, minutes: Math.round(ms / minuteMs) }));
  return result({
    day: day.day,
    minutes: Math.round(day.totalMs / minuteMs),
    goalMinutes: Math.round(day.goalMs / minuteMs),
    byProject: shares(day.byProject),
    byLanguage: shares(day.byLanguage),
    byKind: shares(day.byKind),
    score: { value: score.value, components: score.components },
    lastDays: facts.slice(0, 20).map(({ id, text }) => ({ evidence: id, text })),
  });
}

/** `daymark_plan`: the plan of a day with its evidence. @throws AppError `invalid-input` */
export async function plan(services: Services, input: unknown): Promise<LanguageModelToolResult> {
  const { day: which } = parsed(planInput, input ?? {});
  const day = dayNamed(services, which);
  const { plan: found, tasks } = await services.read('plan', { day });
  if (!found) return result({ day, plan: null });
  const told = tasks.map(({ title, priority, minutes, doneAt, evidence }) => ({
    title,
    priority,
    minutes,
    done: doneAt !== undefined,
    evidence,
  }));
  const { provider, capacityMinutes, learning, reflection } = found;
  return result({
    day,
    provider,
    capacityMinutes,
    tasks: told,
    learning: learning ?? null,
    reflection: reflection ?? null,
  });
}

/** What is asked before `daymark_log_activity` writes. @throws AppError `invalid-input` */
export function confirmation(input: unknown): PreparedToolInvocation {
  const { title, minutes, kind } = parsed(logInput, input);
  return {
    invocationMessage: l10n.t('Logging an activity'),
    confirmationMessages: {
      title: l10n.t('Log an activity in Daymark?'),
      message: l10n.t('"{0}", {1} min, {2}', title.replace(/\s+/g, ' '), minutes, kind),
    },
  };
}

/** `daymark_log_activity`: records it as if it were logged by hand. @throws AppError `invalid-input` */
export async function log(services: Services, input: unknown): Promise<LanguageModelToolResult> {
  const { title, minutes, kind, end, notes } = parsed(logInput, input);
  const until = end === undefined ? services.clock.now() : Date.parse(end);
  const start = until - minutes * minuteMs;
  const { id } = await saveActivity(services, { title, minutes, kind, start, errors: 0, notes });
  return result({ logged: id });
}
