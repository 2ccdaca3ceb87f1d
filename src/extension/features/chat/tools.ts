import * as vscode from 'vscode';
import * as z from 'zod';
import { activityKinds } from '../../../shared/activity.ts';
import { AppError } from '../../../shared/appError.ts';
import { limits } from '../../../shared/contract.ts';
import { minuteMs } from '../../../shared/days.ts';
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

/** Tools for agents: they read what the dashboard reads; the one that writes asks first. */
export function registerTools(services: Services): vscode.Disposable[] {
  return [
    vscode.lm.registerTool('daymark_today', { invoke: async () => result(await today(services)) }),
    vscode.lm.registerTool<unknown>('daymark_plan', {
      invoke: async ({ input }) => result(await plan(services, parsed(planInput, input ?? {}))),
    }),
    vscode.lm.registerTool<unknown>('daymark_log_activity', {
      prepareInvocation: ({ input }) => confirmation(parsed(logInput, input)),
      invoke: async ({ input }) => result(await log(services, parsed(logInput, input))),
    }),
  ];
}

function parsed<T>(schema: z.ZodType<T>, input: unknown): T {
  const found = schema.safeParse(input);
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw new AppError('invalid-input', `${issue?.path.join('.') ?? 'input'}: ${issue?.message ?? 'not valid'}`);
}

function result(value: unknown): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(value))]);
}

async function today(services: Services): Promise<object> {
  const [{ today: day, score }, { facts }] = await Promise.all([
    services.read('dashboard', services.readOptions()),
    readDigestNow(services),
  ]);
  const shares = (list: readonly { name: string; ms: number }[]) =>
    list.map(({ name, ms }) => ({ name, minutes: Math.round(ms / minuteMs) }));
  return {
    day: day.day,
    minutes: Math.round(day.totalMs / minuteMs),
    goalMinutes: Math.round(day.goalMs / minuteMs),
    byProject: shares(day.byProject),
    byLanguage: shares(day.byLanguage),
    byKind: shares(day.byKind),
    score: { value: score.value, components: score.components },
    lastDays: facts.slice(0, 20).map(({ id, text }) => ({ evidence: id, text })),
  };
}

async function plan(services: Services, { day: which }: z.infer<typeof planInput>): Promise<object> {
  const day = dayNamed(services, which);
  const { plan: found, tasks } = await services.read('plan', { day });
  if (!found) return { day, plan: null };
  const told = tasks.map(({ title, priority, minutes, doneAt, evidence }) => ({
    title,
    priority,
    minutes,
    done: doneAt !== undefined,
    evidence,
  }));
  const { provider, capacityMinutes, learning, reflection } = found;
  return { day, provider, capacityMinutes, tasks: told, learning: learning ?? null, reflection: reflection ?? null };
}

function confirmation({ title, minutes, kind }: z.infer<typeof logInput>): vscode.PreparedToolInvocation {
  const { l10n } = vscode;
  return {
    invocationMessage: l10n.t('Logging an activity'),
    confirmationMessages: {
      title: l10n.t('Log an activity in Daymark?'),
      message: l10n.t('"{0}", {1} min, {2}', title.replace(/\s+/g, ' '), minutes, kind),
    },
  };
}

async function log(services: Services, input: z.infer<typeof logInput>): Promise<object> {
  const { title, minutes, kind, end, notes } = input;
  const until = end === undefined ? services.clock.now() : Date.parse(end);
  const start = until - minutes * minuteMs;
  const { id } = await saveActivity(services, { title, minutes, kind, start, errors: 0, notes });
  return { logged: id };
}
