import type { BytesWritten } from './bytesWritten.ts';
import type { MainThread, PeerOnMain } from './mainThread.ts';
import type { SubjectResults } from './editorRuns.ts';
import type { Samples } from './stats.ts';

/** Measurements of another extension. */
export interface Peer {
  readonly id: string;
  readonly editor: SubjectResults;
  readonly mainThread: PeerOnMain;
}

/** Everything measured. */
export interface BenchResults {
  readonly editors: Readonly<Record<'daymark' | 'empty' | 'none', SubjectResults>>;
  readonly mainThread: MainThread;
  /** Other extensions, where their packages were given. */
  readonly peers: readonly Peer[];
  readonly bytes: BytesWritten;
  /** By years of history: almost none, one, and ten. */
  readonly bytesByYears: Readonly<Record<'y0' | 'y1' | 'y10', BytesWritten>>;
  readonly vsixBytes: number;
  /** From the arrival of the host's answer to the paint that shows it, in ms. */
  readonly viewPaintMs: Samples;
}

/** The one object of `--json`: medians. `…_after_edits` is the same as the key before it, after the edits. */
export function toJson({
  editors,
  mainThread,
  peers,
  bytes,
  bytesByYears,
  vsixBytes,
  viewPaintMs,
}: BenchResults): object {
  const { daymark, empty, none } = editors;
  const of = (pick: (results: SubjectResults) => Samples) => ({
    daymark: rounded(pick(daymark)),
    empty: rounded(pick(empty)),
    none: rounded(pick(none)),
  });
  const after = (pick: (results: SubjectResults) => Samples) => ({
    daymark_after_edits: rounded(pick(daymark)),
    empty_after_edits: rounded(pick(empty)),
    none_after_edits: rounded(pick(none)),
  });
  return {
    activation_ms: { daymark: rounded(daymark.activationMs), empty: rounded(empty.activationMs) },
    activation_cpu_ms: { daymark: rounded(daymark.activationCpuMs), empty: rounded(empty.activationCpuMs) },
    settled_cpu_ms: { daymark: rounded(daymark.settledMs), empty: rounded(empty.settledMs) },
    edit_main_us: rounded(mainThread.editUs),
    hour_main_ms: Math.round(mainThread.hourMs),
    hour_main_ms_dashboard: Math.round(mainThread.hourMsDashboard),
    hour_busy_ms: {
      daymark: Math.round(mainThread.busyMs.daymark),
      daymark_dashboard: Math.round(mainThread.busyMs.dashboard),
      empty: Math.round(mainThread.busyMs.empty),
    },
    hour_cpu_ms: { daymark: Math.round(mainThread.cpuMs.daymark), empty: Math.round(mainThread.cpuMs.empty) },
    fsyncs_per_hour_dashboard: Math.round(mainThread.fsyncsPerHourDashboard),
    wakeups_per_minute: mainThread.wakeUpsPerMinute,
    written_mb_per_hour: {
      y0: megabytes(bytesByYears.y0),
      y1: megabytes(bytesByYears.y1),
      y10: megabytes(bytesByYears.y10),
    },
    edit_cpu_us: of(({ editCpuUs }) => editCpuUs),
    heap_mb: { ...of(({ heapMb }) => heapMb), ...after(({ heapAfterMb }) => heapAfterMb) },
    rss_mb: { ...of(({ rssMb }) => rssMb), ...after(({ rssAfterMb }) => rssAfterMb) },
    bytes_per_hour: bytes.journal + bytes.checkpoints,
    vsix_bytes: vsixBytes,
    view_paint_ms: rounded(viewPaintMs),
    ...(peers.length > 0 && { peers: Object.fromEntries(peers.map((peer) => [peer.id, peerToJson(peer)])) }),
  };
}

function peerToJson({ editor, mainThread }: Peer): object {
  return {
    activation_ms: rounded(editor.activationMs),
    activation_cpu_ms: rounded(editor.activationCpuMs),
    settled_cpu_ms: rounded(editor.settledMs),
    edit_main_us: rounded(mainThread.editUs),
    hour_main_ms: Math.round(mainThread.hourMs),
    edit_cpu_us: rounded(editor.editCpuUs),
    heap_mb: rounded(editor.heapMb),
    heap_mb_after_edits: rounded(editor.heapAfterMb),
    rss_mb: rounded(editor.rssMb),
    rss_mb_after_edits: rounded(editor.rssAfterMb),
  };
}

/** A table of Daymark beside the other extensions. */
export function toPeerTable({ editors, mainThread, peers }: BenchResults): string {
  const all: readonly Peer[] = [{ id: 'Daymark', editor: editors.daymark, mainThread }, ...peers];
  const row = (name: string, pick: (peer: Peer) => Samples | undefined) => [
    name,
    ...all.map((one) => samplesText(pick(one))),
  ];
  return table([
    ['', ...all.map(({ id }) => id)],
    row('activation: load and activate, ms', ({ editor }) => editor.activationMs),
    row('  of which CPU of the main thread, ms', ({ editor }) => editor.activationCpuMs),
    row('CPU of the host in the 6 s after, ms', ({ editor }) => editor.settledMs),
    row('main thread for an edit, µs', (peer) => peer.mainThread.editUs),
    ['main thread in an hour, ms', ...all.map((one) => figure(one.mainThread.hourMs))],
    row('CPU of the host for an edit, µs', ({ editor }) => editor.editCpuUs),
    row('heap after activation, MB', ({ editor }) => editor.heapMb),
    row('heap after the edits, MB', ({ editor }) => editor.heapAfterMb),
    row('RSS after activation, MB', ({ editor }) => editor.rssMb),
    row('RSS after the edits, MB', ({ editor }) => editor.rssAfterMb),
  ]);
}

/** In units of 10^6 bytes. */
function megabytes({ journal, checkpoints }: BytesWritten): number {
  return Number(((journal + checkpoints) / 1e6).toFixed(3));
}

/** A table: each figure as its median with the lowest and highest, and Daymark against the empty extension. */
export function toTable({ editors, mainThread, bytes, bytesByYears, vsixBytes, viewPaintMs }: BenchResults): string {
  const { daymark, empty, none } = editors;
  const row = (name: string, pick: (results: SubjectResults) => Samples | undefined): string[] => [
    name,
    ...[daymark, empty, none].map((results) => samplesText(pick(results))),
    comparison(pick(daymark), pick(empty)),
  ];
  const kilobytes = (count: number) => `${(count / 1000).toFixed(0)} kB`;
  return table([
    ['', 'Daymark', 'empty extension', 'none', 'Daymark to empty'],
    row('activation: load and activate, ms', ({ activationMs }) => activationMs),
    row('  of which loading the module, ms', ({ loadMs }) => loadMs),
    row('  CPU of the main thread in both, ms', ({ activationCpuMs }) => activationCpuMs),
    row('CPU of the host in the 6 s after, ms', ({ settledMs }) => settledMs),
    ['main thread for an edit, µs', samplesText(mainThread.editUs), '', '', ''],
    ['main thread in an hour, ms', figure(mainThread.hourMs), '', '', ''],
    ['  with the dashboard in sight, ms', figure(mainThread.hourMsDashboard), '', '', ''],
    ['  everything, VS Code included, ms', ...busyCells(mainThread.busyMs)],
    ['  CPU of the thread, VS Code included, ms', ...cpuCells(mainThread.cpuMs)],
    ['  and fsyncs with the dashboard in sight', figure(mainThread.fsyncsPerHourDashboard), '', '', ''],
    ['wake-ups a minute at rest', figure(mainThread.wakeUpsPerMinute), '', '', ''],
    row('CPU of the host for an edit, µs', ({ editCpuUs }) => editCpuUs),
    row('heap after activation, MB', ({ heapMb }) => heapMb),
    row('heap after the edits, MB', ({ heapAfterMb }) => heapAfterMb),
    row('RSS after activation, MB', ({ rssMb }) => rssMb),
    row('RSS after the edits, MB', ({ rssAfterMb }) => rssAfterMb),
    ['dashboard, answer to first paint, ms', samplesText(viewPaintMs), '', '', ''],
    ['written in an hour: journal', kilobytes(bytes.journal), '', '', ''],
    [`written in an hour: ${bytes.count} checkpoints`, kilobytes(bytes.checkpoints), '', '', ''],
    ...(['y0', 'y1', 'y10'] as const).map((years) => [
      `written in an hour, ${years.slice(1)} years of history, MB`,
      figure(megabytes(bytesByYears[years])),
      '',
      '',
      '',
    ]),
    ['package', kilobytes(vsixBytes), '', '', ''],
  ]);
}

/** The main thread's whole work in an hour; with the dashboard visible in brackets. */
function busyCells({ daymark, dashboard, empty }: MainThread['busyMs']): string[] {
  return [`${figure(daymark)} (${figure(dashboard)})`, figure(empty), '', above(daymark - empty)];
}

function cpuCells({ daymark, empty }: MainThread['cpuMs']): string[] {
  return [figure(daymark), figure(empty), '', above(daymark - empty)];
}

function above(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${figure(Math.abs(difference))}`;
}

function rounded(samples: Samples | undefined): number | null {
  return samples ? Number(samples.median.toFixed(3)) : null;
}

function samplesText(samples: Samples | undefined): string {
  if (!samples) return '';
  const [median, min, max] = [samples.median, samples.min, samples.max].map(figure);
  return `${median} (${min}–${max})`;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function comparison(ours: Samples | undefined, others: Samples | undefined): string {
  if (!ours || !others) return '';
  return `${(ours.median / others.median).toFixed(2)} ×, ${above(ours.median - others.median)}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}
