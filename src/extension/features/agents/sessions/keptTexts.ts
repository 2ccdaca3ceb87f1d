import type { TextRules } from '../../../../agents/texts/textShelf.ts';
import { mostOfAll, type SessionTexts } from '../../../../core/facts/keptTexts.ts';
import { dayMs } from '../../../../core/time/days.ts';
import type { Services } from '../../../services.ts';
import { hasTexts } from '../hasTexts.ts';

/** A read of logs, as far as it concerns what is said. */
export interface TextRead {
  /** Parts of the session to read. */
  readonly wanted: { readonly texts?: TextRules };
  readonly take: (sessions: readonly SessionTexts[]) => void;
  /** Resolves once everything that was taken is kept; rejects with an `AppError` where it can't be. */
  readonly kept: () => Promise<void>;
}

/** Begins a read: what has expired is dropped, and what is wanted is kept. */
export async function beginTexts(services: Services): Promise<TextRead> {
  const texts = await wantedTexts(services);
  let kept = Promise.resolve();
  return {
    wanted: texts ? { texts } : {},
    take: (sessions) => {
      kept = kept.then(() => keepTexts(services, sessions));
      // `kept` rejects with it.
      kept.catch(() => undefined);
    },
    kept: () => kept,
  };
}

/** @returns undefined while none are kept */
async function wantedTexts(services: Services): Promise<TextRules | undefined> {
  const { settings, clock } = services;
  const keeps = settings.get('agents.keepTexts');
  const from = clock.now() - settings.get('agents.keepTextsDays') * dayMs;
  if (hasTexts(services)) await services.store('tidyTexts', { before: from, most: mostOfAll });
  if (keeps === 'off' || !settings.get('agents.record')) return undefined;
  const [known, paused] = await Promise.all([
    services.store('textLengths', {}),
    services.read('agents.pauses', { from }),
  ]);
  return { keeps, from, known, paused };
}

/** Keeps what a read found, unless it was switched off meanwhile. */
async function keepTexts({ settings, store }: Services, sessions: readonly SessionTexts[]): Promise<void> {
  if (settings.get('agents.keepTexts') !== 'off') await store('keepTexts', { sessions });
}
