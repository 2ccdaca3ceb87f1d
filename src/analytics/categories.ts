import { categoryOfKind, categoryPath } from '../core/categories/categories.ts';
import { readCategories } from '../core/categories/categoryRecords.ts';
import { categorizer, type CategorySubject } from '../core/categories/categorize.ts';
import { pageAddressOf } from '../core/categories/sites.ts';
import type { CategorizedStretch, MeasuredTime } from '../core/facts/measuredTime.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { DayRange } from '../core/operations/dayRange.ts';
import type { Reading } from '../core/operations/reading.ts';
import { rangeAround, type Day } from '../core/time/days.ts';
import type { Context } from './context.ts';
import { segmentsByDay, stretchesByDay } from './daySegments.ts';
import type { Segment } from './segment.ts';

/** Returns what a category's time depends on besides the time itself: the categories and the rules. */
export function decidingCategories(reader: ActivityReader, t: Context['t']): unknown {
  const { categories, rules } = readCategories(reader, t);
  return [categories.map(({ id }) => id), rules];
}

/** Returns the id of the category of each segment of some days. */
export function segmentCategories(
  reader: ActivityReader,
  days: DayRange,
  { t }: Pick<Context, 't'>,
): (segment: Segment) => string {
  const categoryOf = categorizer(readCategories(reader, t));
  const subjectOf = segmentSubjects(reader, days);
  // With 50 rules an answer takes 50 µs, and a month has many segments in few files.
  const known = new Map<string | undefined, { readonly of: Segment; readonly category: string }[]>();
  return (segment) => {
    // For a logged activity, the title matters too.
    const key = segment.source === 'manual' ? segment.factId : segment.file;
    const similar = known.get(key) ?? [];
    known.set(key, similar);
    const same = similar.find(({ of }) => isSameSubject(of, segment));
    if (same) return same.category;
    const category = categoryOf(subjectOf(segment))?.category ?? '';
    similar.push({ of: segment, category });
    return category;
  };
}

/** Returns true where two segments of one file, or of one logged activity, have the same category. */
function isSameSubject(a: Segment, b: Segment): boolean {
  return (
    a.kind === b.kind &&
    a.project === b.project &&
    a.language === b.language &&
    a.scheme === b.scheme &&
    a.isPastime === b.isPastime &&
    a.source === b.source
  );
}

/** Returns what of the segments of some days decides their category. */
export function segmentSubjects(reader: ActivityReader, { from, to }: DayRange): (segment: Segment) => CategorySubject {
  let titles: ReadonlyMap<string, string> | undefined;
  return (segment) => {
    const { kind, project, file, language, scheme, source, factId, isPastime } = segment;
    const elsewhere = programSubject(segment);
    if (elsewhere) return { ...elsewhere, ...(isPastime && { isPastime }) };
    const where = { kind, project, file, language };
    if (source === 'hub') return { ...where, app: scheme };
    if (source !== 'manual') return where;
    titles ??= new Map(reader.activities(rangeAround(from, to)).map(({ id, title }) => [id, title]));
    return { ...where, title: titles.get(factId) };
  };
}

/** Undefined for time in an editor, and for what was logged. */
function programSubject({ kind, scheme, file }: TimeInProgram): CategorySubject | undefined {
  if (scheme === 'web') return { kind, ...pageAddressOf(file) };
  return scheme === 'app' ? { kind, app: file } : undefined;
}

type TimeInProgram = Pick<Segment, 'kind'> & Partial<Pick<Segment, 'scheme' | 'file'>>;

/** Returns what makes time in other programs leisure where no rule of the user's decides: its site or application. Undefined for other time. */
export function leisureReasons(
  reader: ActivityReader,
  { t }: Pick<Context, 't'>,
): (time: TimeInProgram) => 'site' | 'app' | undefined {
  const categoryOf = categorizer(readCategories(reader, t));
  return (time) => {
    const subject = programSubject(time);
    const { category, by } = (subject && categoryOf(subject)) ?? {};
    return category === 'leisure' && (by === 'site' || by === 'app') ? by : undefined;
  };
}

/** Measured time of some days with what decides its category, for other rooms. */
export function* measuredSubjects(
  { reader, rules }: Reading,
  range: DayRange,
): Iterable<{ readonly day: Day; readonly subject: CategorySubject; readonly ms: number }> {
  const subjectOf = segmentSubjects(reader, range);
  for (const [day, segments] of segmentsByDay(range, reader, rules)) {
    if (day < range.from || day > range.to) continue;
    for (const segment of segments) yield { day, subject: subjectOf(segment), ms: segment.end - segment.start };
  }
}

/** The dashboard's time with its categories, for other rooms. */
export const categorizedTime: MeasuredTime<CategorizedStretch> = {
  days: (read, from, to) => {
    const categoryOf = segmentCategories(read.reader, { from, to }, read);
    const categorized = (segment: Segment): CategorizedStretch => {
      const { start, end, kind, project, branch, file } = segment;
      return { start, end, kind, project, branch, file, category: categoryOf(segment) };
    };
    return new Map(Array.from(stretchesByDay(read, from, to), ([day, list]) => [day, list.map(categorized)]));
  },
};

/** Sites and applications for calls only. In others, such as Teams, a call looks like a message. */
const callsOnly = /^(?:meet\.|google meet|zoom|webex|whereby|jitsi|facetime|gotomeeting|gather|around)/i;

/** Returns the stretches of some days, as `stretchesByDay` does, and marks chats and mail: pages and applications of the category Communication. */
export function stretchesWithChats(
  read: Reading,
  from: Day,
  to: Day,
): Map<Day, (Segment & { readonly isChat: boolean })[]> {
  const { reader, t } = read;
  const { categories } = readCategories(reader, t);
  const categoryOf = segmentCategories(reader, { from, to }, { t });
  const isChat = (segment: Segment): boolean =>
    (segment.scheme === 'web' || segment.scheme === 'app') &&
    !callsOnly.test(segment.file ?? '') &&
    categoryPath(categories, categoryOf(segment)).some(({ id }) => id === categoryOfKind.meeting);
  return new Map(
    Array.from(stretchesByDay(read, from, to), ([day, list]) => [
      day,
      list.map((segment) => ({ ...segment, isChat: isChat(segment) })),
    ]),
  );
}
