import { counted } from '../../core/base/counted.ts';
import type { PlanDraft, PlanInputs } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';
import { interestEvidence, knownEvidence, rareLanguages } from '../evidence.ts';
import { unmeasured } from '../../core/insights/unmeasured.ts';

/** A learning goal: from the error that keeps coming back, or else from a language that is rarely used, or else a small default. */
export function draftLearning(inputs: PlanInputs, t: Translate): PlanDraft['learning'] {
  const [error] = inputs.repeatedErrors;
  if (error) {
    const name = error.reporter === undefined ? error.code : `${error.reporter} ${error.code}`;
    return { title: t('Find out why {0} keeps coming back', name), minutes: 20, evidence: error.evidence };
  }
  const [language] = rareLanguages(inputs);
  if (language) {
    const title =
      language.errors > 0
        ? counted(
            t,
            [
              'Look up what cost time in {1}: {0} error in {2} min',
              'Look up what cost time in {1}: {0} errors in {2} min',
            ],
            [language.errors, language.language, language.minutes],
          )
        : t('Read one chapter on {0}', language.language);
    return { title, minutes: 20, evidence: language.evidence };
  }
  const [interest] = inputs.interests ?? [];
  if (interest !== undefined) {
    const evidence = [interestEvidence(interest, t)];
    return { title: t('Read about {0}', interest), minutes: 20, evidence };
  }
  const none = knownEvidence(inputs, t).get(unmeasured.learning);
  return none && { title: t('Read the source of one thing you use every day'), minutes: 15, evidence: [none] };
}
