import type { NameMode } from '../ai/aliases.ts';
import { Outgoing } from '../ai/outgoing.ts';
import { digestDays } from '../analytics/digest/digest.ts';
import type { Digest } from '../core/insights/digest.ts';
import type { TimeRules } from '../core/rules/rules.ts';

interface Sources {
  readonly ask: (operation: string, params: unknown) => Promise<unknown>;
  /** Roots of all projects. */
  readonly projects: () => Promise<readonly string[]>;
  readonly rules: () => TimeRules;
}

/**
 * Makes the function through which every answer to a language model passes: the policy of what a model may be told (`Outgoing`), with
 * the names of the person's work known. A name keeps its alias as long as the process runs.
 */
export function tellModels({ ask, projects, rules }: Sources): (result: unknown, names: NameMode) => Promise<unknown> {
  const made = new Map<NameMode, Outgoing>();
  return async (result, names) => {
    const outgoing = made.get(names) ?? new Outgoing({ isEnabled: true, names });
    made.set(names, outgoing);
    if (outgoing.isSecretive) {
      const { facts } = (await ask('digest.get', { days: digestDays })) as Digest;
      outgoing.learnWork({ projects: await projects(), rules: rules(), facts });
    }
    return outgoing.answer(result);
  };
}
