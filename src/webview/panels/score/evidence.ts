import { minuteMs } from '../../../core/time/days.ts';
import type { ScoreComponent } from '../../../core/views/views.ts';
import type { Format } from '../../format/format.ts';

/**
 * The measured numbers behind a component in sentences. Of several sentences those that tell only of zeros are left out.
 * @param sentences with placeholders for the facts by name, such as `{longestMinutes}`
 */
export function evidenceOf({ facts }: ScoreComponent, sentences: readonly string[], format: Format): string {
  const telling = sentences.filter((sentence) => namesIn(sentence).some((name) => facts[name]));
  return (telling.length > 0 ? telling : sentences.slice(0, 1))
    .map((sentence) =>
      sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
        const value = facts[name];
        return value === undefined ? place : inUnit(name, value, format);
      }),
    )
    .join(' ');
}

function namesIn(sentence: string): string[] {
  return Array.from(sentence.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '');
}

/** A fact that is a time has its unit at the end of its name. */
function inUnit(name: string, value: number, format: Format): string {
  return /minutes$/i.test(name) ? format.duration(value * minuteMs) : format.number(value);
}
