import { minuteMs } from '../../core/time/days.ts';
import type { Evidence } from '../../core/facts/facts.ts';
import { durationInWords } from '../../core/base/format.ts';
import type { LastDay, PlanDraft, PlanInputs } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';
import { knownEvidence } from '../evidence.ts';
import { unmeasured } from '../../core/insights/unmeasured.ts';

/** Below this a longest stretch (minutes) is worth a question, from the second on a compliment. */
const short = 25;
const long = 60;
/** A day with less work (minutes) only gets the question of how it was. */
const littleWork = 60;
/** The number of switches an hour that is worth a question. */
const manySwitches = 60;

/** Returns a question about the last day with work, based on its most notable number. */
export function draftReflection(inputs: PlanInputs, t: Translate): PlanDraft['reflection'] {
  if (inputs.lastDay) return { question: questionAbout(inputs.lastDay, t), evidence: inputs.lastDay.evidence };
  const none = knownEvidence(inputs, t).get(unmeasured.reflection);
  return (
    none && {
      question: t('What would make today a good day, and how will you notice?'),
      evidence: [none] satisfies Evidence[],
    }
  );
}

function questionAbout(day: LastDay, t: Translate): string {
  const { workedMinutes, longestFocusMinutes, switches, tasksPlanned, tasksDone } = day;
  const longest = durationInWords(longestFocusMinutes * minuteMs, t);
  if (tasksPlanned > 0 && tasksDone < tasksPlanned / 2) {
    return t('{0} of {1} planned tasks were done. What took the time instead?', tasksDone, tasksPlanned);
  }
  // On a day with only logged activities, no stretch was observed.
  if (workedMinutes >= littleWork && longestFocusMinutes > 0 && longestFocusMinutes < short) {
    return t('The longest unbroken stretch was {0}. What interrupted the others?', longest);
  }
  if (workedMinutes >= littleWork && switches > (manySwitches * workedMinutes) / 60) {
    return t('You switched file or project {0} times. Which of the switches helped?', switches);
  }
  if (tasksPlanned > 0 && tasksDone >= tasksPlanned) {
    return t('All {0} planned tasks were done. What made that possible?', tasksPlanned);
  }
  if (longestFocusMinutes >= long) return t('You worked {0} without a break. What made that possible?', longest);
  return t('What went well last time, and what would you do differently?');
}
