import { parseArgs } from 'node:util';
import { type Compared, compareAll, errorOf, errorsOf, misplaced, trackers } from './compare.ts';

/**
 * `npm run bench:time [-- --json]`: the minutes of Daymark and of other trackers' documented rules against days whose truth was written by
 * hand (test/truth). docs/time.md says how to read it.
 */
function main(): void {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const compared = compareAll();
  const summary = Object.fromEntries(trackers.map((tracker) => [tracker, errorsOf(compared, tracker)]));
  console.log(values.json ? JSON.stringify({ days: compared.length, ...summary }) : table(compared));
}

function table(days: readonly Compared[]): string {
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

main();
