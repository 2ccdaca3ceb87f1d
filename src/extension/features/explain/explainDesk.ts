import { l10n, window } from 'vscode';
import * as z from 'zod';
import { AppError } from '../../../core/base/appError.ts';
import { type Day } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { figureSchema } from '../../../core/views/figure.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import { correct } from './correct.ts';
import { ExplainPages, figureOf, reportOf } from './explainPages.ts';
import { takeBack } from './takeBack.ts';
import { wrongSchema } from './wrong.ts';

const undoSchema = z.object({ day: figureSchema.shape.day, id: z.string().optional() });

/** @param figure a day, a figure of one, or nothing: then the person names the day */
export async function explainDay(services: Services, figure: unknown): Promise<void> {
  await pagesOf(services).show(await parsedOf(services, figureSchema, figure));
}

export async function explainToday(services: Services): Promise<void> {
  await pagesOf(services).show({ day: presentDay(services.readOptions()) });
}

/** @param wrong from a link of an account; a day; or nothing */
export async function correctTime(services: Services, wrong: unknown): Promise<void> {
  await correct(services, await parsedOf(services, wrongSchema, wrong));
  pagesOf(services).refresh();
}

/** @param undo a day and the id of a correction, or a day, or nothing */
export async function undoCorrection(services: Services, undo: unknown): Promise<void> {
  await takeBack(services, await parsedOf(services, undoSchema, undo));
  pagesOf(services).refresh();
}

/** The account of a figure, as a text. */
export async function accountOf(services: Services, query: string): Promise<string> {
  return reportOf(services, figureOf(query));
}

/** The accounts that are shown as pages. */
const pagesOf = perWindow((services: Services): ExplainPages => {
  const pages = new ExplainPages(services);
  services.context.subscriptions.push(pages);
  return pages;
});

/** Returns a command's argument, a day alone, or the user's answer. Throws `invalid-input`. */
async function parsedOf<T>(services: Services, schema: z.ZodType<T>, input: unknown): Promise<T> {
  const value = input ?? (await askDay(services));
  const parsed = schema.safeParse(typeof value === 'string' ? { day: value } : value);
  if (!parsed.success) throw new AppError('invalid-input', l10n.t("This figure doesn't belong to a day."));
  return parsed.data;
}

async function askDay(services: Services): Promise<Day> {
  const day = await window.showInputBox({
    ignoreFocusOut: true,
    title: l10n.t('Which day?'),
    value: presentDay(services.readOptions()),
    validateInput: (text) =>
      figureSchema.safeParse({ day: text }).success ? undefined : l10n.t('A day such as 2026-11-20.'),
  });
  if (day === undefined) throw new AppError('cancelled', 'cancelled');
  return day;
}
