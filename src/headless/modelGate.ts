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

/** What stands between the data and a language model. */
export interface ModelGate {
  /** What a model says, with the aliases and ids that it was told turned back. */
  incoming(params: unknown): unknown;
  /** The result of an operation as a model may be told it. */
  outgoing(result: unknown): Promise<unknown>;
  /** A message of ours as a model may be told it. */
  sentence(text: string): string;
}

/**
 * Makes the gate through which everything to and from a language model passes: the policy of what a model may be told (`Outgoing`), with
 * the names of the person's work known. A name keeps its alias as long as the gate is used.
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
