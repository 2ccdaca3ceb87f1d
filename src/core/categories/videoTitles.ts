import words from './lessonWords.json' with { type: 'json' };
import { domainsOf } from './sites.ts';

const videoSites: ReadonlySet<string> = new Set(['youtube.com', 'youtu.be', 'vimeo.com', 'dailymotion.com']);
/** Pages of one video, on these sites. Shorts are none of them. */
const videoPath = /^\/(?:watch|live\/.|embed\/.|video\/.|\d+|[\w-]{11}$)/;

const anyOf = (list: readonly string[]): string => `(?<![\\p{L}\\d])(?:${list.join('|')})(?![\\p{L}\\d])`;
let patterns: Readonly<Record<'sure' | 'hint' | 'pastime', RegExp>> | undefined;
/**
 * `sure`: hardly any other video has one of these in its title. `hint`: others have them, too, and two are enough. `pastime`: hardly any talk has
 * them. Made on first use.
 */
const title = () =>
  (patterns ??= {
    sure: new RegExp(anyOf(words.sure), 'iu'),
    hint: new RegExp(anyOf(words.hints), 'giu'),
    pastime: new RegExp(`\\p{Extended_Pictographic}|${anyOf(words.pastimes)}`, 'iu'),
  });
/** Words of titles that only sound like a lesson. */
const notALesson =
  /monty python|(?<!\p{L})(?:asmr|gameplay|let['’]?s play|lyrics?|music video|official (?:audio|video)|playlist|react to|speedruns?|taylor swift|trailers?|unboxing)(?!\p{L})/iu;

/** Subject of a video by its title: that it is about programming, or a lecture; that it is a pastime; or neither. */
export type VideoSubject = 'lesson' | 'pastime' | 'unclear';

/** Returns true for a site that shows videos of every kind. */
export function isVideoSite(host: string): boolean {
  return domainsOf(host).some((domain) => videoSites.has(domain)) && !host.startsWith('music.');
}

/** Returns true for the page of one video, on a site that shows videos of every kind. */
export function isVideoPage(host: string, path: string): boolean {
  return isVideoSite(host) && videoPath.test(path);
}

/** Reads what a video is about from its title. */
export function subjectOfVideo(text: string): VideoSubject {
  const start = text.slice(0, 300);
  if (notALesson.test(start)) return 'pastime';
  const { sure, hint, pastime } = title();
  if (sure.test(start) || new Set(start.toLowerCase().match(hint)).size > 1) return 'lesson';
  return pastime.test(start) || isShouted(start) ? 'pastime' : 'unclear';
}

/** Returns true if most longer words are in capitals, as in few titles of talks. */
function isShouted(text: string): boolean {
  const long = text.match(/\p{L}{4,}/gu) ?? [];
  const shouted = long.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase()).length;
  return shouted > 1 && shouted * 2 >= long.length;
}
