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
  /** A number that changes with the data. */
  readonly version: () => Promise<number>;
}

/** Stands between the data and a language model. */
export interface ModelGate {
  /** Translates aliases and ids in a model's input back. */
  incoming(params: unknown): unknown;
  /** Returns the result of an operation as a model may see it. */
  outgoing(result: unknown): Promise<unknown>;
  /** Returns one of our messages as a model may see it. */
  sentence(text: string): string;
}

/**
 * Creates the gate for everything to and from a language model: the policy of what a model may see (`Outgoing`), with the names of the
 * person's work. A name keeps its alias for the lifetime of the gate.
 */
export function modelGate({ ask, projects, rules, version }: Sources, names: NameMode): ModelGate {
  const policy = new Outgoing({ isEnabled: true, names });
  let learned: number | undefined;
  return {
    incoming: (params) => policy.incoming(params),
    outgoing: async (result) => {
      const present = await version();
      if (policy.isSecretive && present !== learned) {
        learned = present;
        const { facts } = (await ask('digest.get', { days: digestDays })) as Digest;
        policy.learnWork({ projects: await projects(), rules: rules(), facts });
      }
      return policy.answer(result);
    },
    sentence: (text) => policy.sentence(text),
  };
}
