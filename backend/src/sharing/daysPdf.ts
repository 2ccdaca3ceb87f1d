import { setImmediate } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { writePdf, type PdfContent } from '../../../src/core/pdf/writePdf.ts';
import { hoursAndMinutes } from '../../../src/core/time/hoursAndMinutes.ts';

/** A named share of the time. */
interface Part {
  readonly name: string;
  readonly seconds: number;
}

/** Days that a person shared with an organization in a range of days. */
export interface SharedRange {
  readonly from: string;
  readonly to: string;
  readonly person: string;
  /** Undefined for the personal organization. */
  readonly organization: string | undefined;
  readonly days: readonly { readonly day: string; readonly seconds: number }[];
  readonly byLanguage: readonly Part[];
  readonly byAlias: readonly Part[];
  readonly byProject: readonly Part[];
}

/** Has a contrast of 5:1 to white paper. */
const barColor = '#2e70d1';
const mostBars = 10;
const words = {
  empty: 'No days in this range.',
  page: (number: number, count: number) => `Page ${number} of ${count}`,
  substituted: (count: number) =>
    `The standard PDF fonts lack these characters: ${count}. Hebrew and Arabic appear in Latin letters, others without accents or as ?. The export as CSV has them as written.`,
};

/** Returns the days as a PDF: totals, charts, and tables by day, project, alias, and language. */
export function daysPdf(range: SharedRange): Promise<Uint8Array> {
  const options = { language: 'en', words, deflate: deflateSync, pause: () => setImmediate() };
  return writePdf(contentOf(range), options);
}

function contentOf({ from, to, person, organization, days, byLanguage, byAlias, byProject }: SharedRange): PdfContent {
  const total = days.reduce((sum, { seconds }) => sum + seconds, 0);
  const active = days.filter(({ seconds }) => seconds > 0).length;
  const average = active === 0 ? '' : `, ${time(total / active)} on average`;
  const parts = [
    { title: 'Time by project', label: 'Project', parts: byProject },
    { title: 'Time by project alias', label: 'Alias', parts: byAlias },
    { title: 'Time by language', label: 'Language', parts: byLanguage },
  ].filter((one) => one.parts.length > 0);
  return {
    title: from === to ? shownDay(from) : `${shownDay(from)} to ${shownDay(to)}`,
    notes: [
      `${person}. Days shared ${organization === undefined ? 'for themselves only' : `with ${organization}`}.`,
      `Total ${time(total)} (hours:minutes). Active days: ${active}${average}.`,
      'Times of several machines are added, up to 24 hours a day. Parts come from days that were shared at that level of detail.',
    ],
    charts: parts.map((one) => ({ title: one.title, bars: one.parts.slice(0, mostBars).map(barOf) })),
    tables: [
      ...parts.map((one) => tableOf(one.title, one.label, one.parts.map(rowOf))),
      {
        ...tableOf(
          'Time by day',
          'Day',
          days.map(({ day, seconds }) => [shownDay(day), time(seconds)]),
        ),
        total: ['Total', time(total)],
      },
    ],
  };
}

function barOf({ name, seconds }: Part): PdfContent['charts'][number]['bars'][number] {
  return { label: name, value: seconds, figure: time(seconds), color: barColor };
}

function rowOf({ name, seconds }: Part): string[] {
  return [name, time(seconds)];
}

function tableOf(title: string, label: string, rows: readonly (readonly string[])[]): PdfContent['tables'][number] {
  return { title, labels: [label, 'Time'], isText: [true, false], isNumber: [false, true], rows };
}

function time(seconds: number): string {
  return hoursAndMinutes(seconds * 1000);
}

function shownDay(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
}
