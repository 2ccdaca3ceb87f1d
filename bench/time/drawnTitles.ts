import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { isVideoSite, subjectOfVideo, type VideoSubject } from '../../src/core/categories/videoTitles.ts';
import { seeded } from '../../test/truth/random.ts';
import { readScript } from '../../test/truth/script.ts';
import type { TruthDay } from '../../test/truth/truthDay.ts';
import { play } from '../../test/truth/world.ts';
import { daymarkOf } from './daymark.ts';

const lists = z.object({ lessons: z.array(z.string()).min(1), pastimes: z.array(z.string()).min(1) });

/** Real titles of videos that people watch for work, and of others. */
export type TitleLists = z.infer<typeof lists>;

/** Reads lists of titles. @throws if the file isn't JSON with `lessons` and `pastimes` */
export async function readTitles(file: string): Promise<TitleLists> {
  return lists.parse(JSON.parse(await readFile(file, 'utf8')));
}

/**
 * The errors of Daymark over some mixed days (mean, in percent) with titles drawn from lists for their videos, one for each draw, in order.
 * Videos with the same words get the same title. Only what a title says of its video matters, so that a day is played once for each combination.
 */
export function errorsOfDraws(days: readonly TruthDay[], titles: TitleLists, draws: number): number[] {
  const known = new Map<string, number>();
  const errorOf = (day: TruthDay): number => {
    const found =
      known.get(day.id + day.script) ?? (100 * Math.abs(daymarkOf(play(day), day).minutes - day.minutes)) / day.minutes;
    known.set(day.id + day.script, found);
    return found;
  };
  return Array.from({ length: draws }, (_, n) => {
    const random = seeded(`draw ${n}`);
    return days.reduce((sum, day) => sum + errorOf(withDrawnTitles(day, titles, random)), 0) / days.length;
  }).toSorted((a, b) => a - b);
}

/** Titles that say the same of their videos. */
const typical: Readonly<Record<VideoSubject, string>> = { lesson: 'Lecture', pastime: 'Trailer', unclear: '-' };

function withDrawnTitles(day: TruthDay, { lessons, pastimes }: TitleLists, random: () => number): TruthDay {
  const drawn = new Map<string, string>();
  const script = day.script.split('\n').map((text) => {
    const [line] = readScript(text);
    const [address = '', ...words] = line?.words ?? [];
    if (line?.verb !== 'watch' || !isVideoSite(address.split('/')[0] ?? '')) return text;
    const list = isWork(day, line.from) ? lessons : pastimes;
    const key = words.join(' ');
    const title = drawn.get(key) ?? typical[subjectOfVideo(list[Math.floor(random() * list.length)] ?? '')];
    drawn.set(key, title);
    return text.replace(/( watch \S+).*/, `$1 ${title}`);
  });
  return { ...day, script: script.join('\n') };
}

/** Tells whether the author of a mixed day says that the person works from this time (ms since midnight) on. */
function isWork({ work = [] }: TruthDay, at: number): boolean {
  return work.some((stretch) => {
    const [line] = readScript(`${stretch} work`);
    return line !== undefined && line.from <= at && at < line.to;
  });
}
