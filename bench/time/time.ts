import path from 'node:path';
import { parseArgs } from 'node:util';
import { truthDays } from '../../test/truth/days/index.ts';
import { loadDays } from '../../test/truth/load.ts';
import { withoutTitles } from '../../test/truth/mixedActs.ts';
import type { TruthDay } from '../../test/truth/truthDay.ts';
import { siteShares } from './siteShares.ts';
import { errorsOfDraws, readTitles, type TitleLists } from './drawnTitles.ts';
import { type DayComparison, compareAll, errorOf, errorsOf, misplaced, trackers } from './compare.ts';

const truth = path.join(import.meta.dirname, '../../test/truth');
const heldOut = ['held-out', 'held-out-authors', 'held-out-mixed', 'held-out-mixed-later'];
/** Number of draws of titles. */
const draws = 400;

/**
 * `npm run bench:time [-- --json] [--held-out] [--days FOLDER]… [--titles FILE] [--sites FILE]…`: compares the minutes of Daymark and of other trackers' documented rules
 * with days whose true times were written by hand. Each set of days is reported separately. docs/time.md explains how to read it. `--sites` prints
 * only how often each category is given to the hosts in a file.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      'held-out': { type: 'boolean', default: false },
      days: { type: 'string', multiple: true, default: [] },
      titles: { type: 'string' },
      sites: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.sites.length > 0) return console.log((await Promise.all(values.sites.map(siteShares))).join('\n'));
  const folders = [
    ...[
      'independent',
      'authors',
      'mixed',
      'mixed-later',
      'mixed-blind',
      'mixed-blind-later',
      ...(values['held-out'] ? heldOut : []),
    ].map((name) => [name, path.join(truth, name)]),
    ...values.days.map((folder) => [path.basename(path.resolve(folder)), path.resolve(folder)]),
  ] as [string, string][];
  const sets: (readonly [string, readonly TruthDay[]])[] = [['own', truthDays]];
  for (const [name, folder] of folders) {
    const days = await loadDays(folder);
    sets.push([name, days]);
    if (name.includes('mixed')) sets.push([`${name}, videos without titles`, days.map(withoutTitles)]);
  }
  if (values.titles !== undefined) return reportDrawn(sets, await readTitles(values.titles));
  const compared = sets.map(([name, days]) => [name, compareAll(days)] as const);
  if (values.json)
    console.log(JSON.stringify(Object.fromEntries(compared.map(([name, days]) => [name, summary(days)]))));
  else console.log(compared.map(([name, days]) => `${name}: ${days.length} days\n\n${table(days)}`).join('\n\n'));
}

/** The mean error of mixed days whose videos have titles drawn from lists, and between which errors nine of ten draws lie. */
function reportDrawn(sets: readonly (readonly [string, readonly TruthDay[]])[], titles: TitleLists): void {
  const mixed = sets.filter(([name]) => /mixed(?:-blind)?(?:-later)?$/.test(name));
  const all = mixed.length > 1 ? [...mixed, ['all', mixed.flatMap(([, days]) => days)] as const] : mixed;
  for (const [name, days] of all) {
    const means = errorsOfDraws(days, titles, draws);
    const mean = means.reduce((sum, one) => sum + one, 0) / draws;
    const [low, high] = [means[draws * 0.05], means[draws * 0.95]];
    console.log(`${name}: ${days.length} days, ${mean.toFixed(2)} % (${low?.toFixed(2)} to ${high?.toFixed(2)} %)`);
  }
}

function summary(days: readonly DayComparison[]): object {
  return { days: days.length, ...Object.fromEntries(trackers.map((tracker) => [tracker, errorsOf(days, tracker)])) };
}
function table(days: readonly DayComparison[]): string {
  const header = ['day', 'truth', ...trackers, 'kinds', 'projects', 'machine'];
  const lines = days.map((one) => {
    const { day, told, minutes } = one;
    const cells = trackers.map((tracker) => `${minutes[tracker].toFixed(0)} (${signed(errorOf(one, tracker))})`);
    const kinds = day.kinds ? `${misplaced(told.kinds, day.kinds)} %` : '';
    const projects = day.projects ? `${misplaced(told.projects, day.projects)} %` : '';
    const machine = day.machine === undefined ? '' : `${told.machine.toFixed(0)} of ${day.machine}`;
    return [day.id, String(day.minutes), ...cells, kinds, projects, machine];
  });
  const mean = ['mean error', '', ...trackers.map((tracker) => `${errorsOf(days, tracker).mae_percent} %`)];
  const worst = ['worst', '', ...trackers.map((tracker) => `${errorsOf(days, tracker).worst_percent} %`)];
  return aligned([header, ...lines, mean, worst]);
}

const signed = (percent: number): string => `${percent > 0 ? '+' : ''}${percent.toFixed(1)}`;

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

await main();
