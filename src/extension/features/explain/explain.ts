import { commands, Disposable, l10n, window } from 'vscode';
import * as z from 'zod';
import { AppError } from '../../../shared/appError.ts';
import { dayOf, type Day } from '../../../shared/days.ts';
import { figureSchema, type Figure } from '../../../shared/figure.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { correct } from './correct.ts';
import { ExplainPages } from './explainPages.ts';
import { takeBack } from './takeBack.ts';
import { wrongSchema } from './wrong.ts';

/** "Explain Today" and its corrections: what a figure rests on, and what the person says of it. */
export const explain: Feature = {
  id: 'explain',
  commands: (services) => ({
    'daymark.explainToday': () => pagesOf(services).show({ day: today(services) }),
    'daymark.explainDay': async (figure: unknown) => pagesOf(services).show(await askedFigure(services, figure)),
    'daymark.correctTime': async (wrong: unknown) => {
      await correct(services, await asked(services, wrongSchema, wrong));
      pagesOf(services).refresh();
    },
    'daymark.undoCorrection': async (wrong: unknown) => {
      await takeBack(services, await asked(services, undoSchema, wrong));
      pagesOf(services).refresh();
    },
    'daymark.editRules': () => commands.executeCommand('workbench.action.openSettings', 'daymark.rules'),
  }),
  handlers: (services) => ({
    'why.open': async (figure) => {
      await pagesOf(services).show(figure);
      return {};
    },
  }),
  start: (services) => {
    const made = pagesOf(services);
    return Disposable.from(made, { dispose: () => (pages = undefined) });
  },
};

let pages: ExplainPages | undefined;

function pagesOf(services: Services): ExplainPages {
  return (pages ??= new ExplainPages(services));
}

const undoSchema = z.object({ day: figureSchema.shape.day, id: z.string().optional() });

function today({ readOptions }: Services): Day {
  const { now, offset, rules } = readOptions();
  return dayOf(now, offset, rules.dayStartsAt);
}

/** The figure that a command was given; from the palette, a day that is asked for. */
async function askedFigure(services: Services, given: unknown): Promise<Figure> {
  return asked(services, figureSchema, given);
}

/** What a command was given, or a day alone, or what the person says. Throws `invalid-input`. */
async function asked<T>(services: Services, schema: z.ZodType<T>, given: unknown): Promise<T> {
  const value = given ?? (await askDay(services));
  const parsed = schema.safeParse(typeof value === 'string' ? { day: value } : value);
  if (!parsed.success) throw new AppError('invalid-input', l10n.t('This names no figure of a day.'));
  return parsed.data;
}

async function askDay(services: Services): Promise<Day> {
  const day = await window.showInputBox({
    title: l10n.t('Which day?'),
    value: today(services),
    validateInput: (text) =>
      figureSchema.safeParse({ day: text }).success ? undefined : l10n.t('A day such as 2026-11-20.'),
  });
  if (day === undefined) throw new AppError('cancelled', 'cancelled');
  return day;
}
