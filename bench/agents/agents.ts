import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findAnyLogs } from '../../src/agents/findLogs.ts';
import { LogIndex } from '../../src/agents/logIndex.ts';
import { summarizeTool } from '../../src/agents/summary.ts';
import { notUnderstood } from '../../src/agents/usage.ts';

/**
 * `npm run bench:agents -- FOLDER [--json]`: reads every log of an AI tool below a folder, recognized by content, and prints its totals and
 * the reading speed.
 */
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
  throw new Error('Name a folder with logs of AI tools: npm run bench:agents -- FOLDER [--json]');

const logs = findAnyLogs(folder);
const index = new LogIndex();
const started = performance.now();
const cpu = process.cpuUsage();
const bytes = index.update(logs);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
const tools = index.ledgers.map((ledger) => summarizeTool(ledger));
const sum = (of: (tool: (typeof tools)[number]) => number): number =>
  tools.reduce((total, tool) => total + of(tool), 0);
const result = {
  files: logs.length,
  sessions: sum(({ sessions }) => sessions),
  turns: sum(({ turns }) => turns),
  input_tokens: sum(({ totals }) => totals.tokens.input),
  output_tokens: sum(({ totals }) => totals.tokens.output),
  cache_write_tokens: sum(({ totals }) => totals.tokens.cacheWrite + totals.tokens.cacheWrite1h),
  cache_read_tokens: sum(({ totals }) => totals.tokens.cacheRead),
  cost_usd: Number(sum(({ totals }) => totals.costUsd).toFixed(6)),
  duplicates: sum(({ reconciliation }) => reconciliation.duplicates),
  unknown: sum(({ reconciliation }) => notUnderstood(reconciliation.problems)),
  mb_per_s: Number((bytes / 1e6 / Math.max(seconds, 1e-6)).toFixed(1)),
  // An estimate for a machine that does nothing else.
  mb_per_cpu_s: Number((bytes / Math.max(user + system, 1)).toFixed(1)),
  rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
};
if (values.json) console.log(JSON.stringify(result));
else {
  console.table(result);
  for (const { tool, totals, reconciliation } of tools)
    console.log(tool, { ...totals, ...reconciliation, problems: Object.fromEntries(reconciliation.problems) });
}
