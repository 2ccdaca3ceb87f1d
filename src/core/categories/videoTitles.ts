import words from './lessonWords.json' with { type: 'json' };
import { domainsOf } from './sites.ts';

const videoSites: ReadonlySet<string> = new Set(['youtube.com', 'youtu.be', 'vimeo.com', 'dailymotion.com']);

const anyOf = (list: readonly string[]): string => `(?<![\\p{L}\\d])(?:${list.join('|')})(?![\\p{L}\\d])`;
let patterns: Readonly<Record<'sure' | 'hint', RegExp>> | undefined;
/** `sure`: hardly any other video has one of these in its title. `hint`: others have them, too, and two are enough. Made on first use. */
const lesson = () =>
  (patterns ??= { sure: new RegExp(anyOf(words.sure), 'iu'), hint: new RegExp(anyOf(words.hints), 'giu') });
/** Words of titles that only sound like a lesson. */
const pastime =
  /monty python|(?<!\p{L})(?:asmr|gameplay|let['’]?s play|lyrics?|music video|official (?:audio|video)|playlist|react to|speedruns?|taylor swift|trailer|unboxing)(?!\p{L})/iu;

/** Returns true for a site that shows videos of every kind. */
export function isVideoSite(host: string): boolean {
  return domainsOf(host).some((domain) => videoSites.has(domain)) && !host.startsWith('music.');
}

/** Returns true for the title of a video that is about programming, or a lecture. */
export function isTitleOfLesson(title: string): boolean {
  const text = title.slice(0, 300);
  if (pastime.test(text)) return false;
  const { sure, hint } = lesson();
  return sure.test(text) || new Set(text.toLowerCase().match(hint)).size > 1;
}
