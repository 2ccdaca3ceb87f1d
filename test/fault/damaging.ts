import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../../src/core/base/appError.ts';
import { dayMs } from '../../src/core/time/days.ts';
import { openHeadless } from '../../src/headless/openHeadless.ts';
import { defaultAnswerSettings, readSettingsFile, writeSettingsFile } from '../../src/headless/settingsFile.ts';
import { announce, announced } from '../../src/hub/discovery.ts';
import { Tokens } from '../../src/hub/tokens.ts';
import { readToday } from '../../src/storage/today/readToday.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { allFacts } from '../unit/storage/allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../unit/storage/facts.ts';
import { StorageFolder, wasmPath } from '../unit/storage/storageFolder.ts';

/** The result of damaging one file at a time. */
export interface DamageReport {
  readonly damages: number;
  /** Different files that were damaged. */
  readonly files: number;
  readonly facts: number;
  /** The errors, one sentence each. */
  readonly failures: readonly string[];
}

interface Damage {
  readonly kind: (typeof kinds)[number];
  /** Bytes from the start. */
  readonly from: number;
  readonly to: number;
  readonly bit: number;
}

const kinds = ['flipped', 'cut', 'doubled', 'zeroed'] as const;
/** A range that is doubled or zeroed is no longer, bytes. */
const longest = 64;
/** Opening everything takes no longer, ms: a hang, on any machine. */
const patience = 20_000;

/** Day of the facts below. */
const day = '2026-03-02';
const first = [span(), run(), diagnostic(), state(), activity(), plan(), planTask(), document(), record()];
const later = Array.from({ length: 12 }, (_, i) => {
  const start = span().start + i * 100_000;
  return span({ id: `w:${100 + i}`, start, end: start + 50_000, file: `file${i}` });
});
const idOf = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type} ${id}`;

/**
 * Damages one file of a data folder at a time (a bit flipped, cut short, a range doubled or zeroed), and does what windows, the hub, and the
 * MCP server do with it. Nothing may hang, or fail otherwise than with an `AppError`, and only facts on damaged lines may be gone.
 * @param random numbers in [0, 1)
 * @param tell hears how many are done, after each hundred
 */
export async function damageMany(
  damages: number,
  random: () => number,
  tell: (done: number) => void = () => undefined,
): Promise<DamageReport> {
  const template = await makeFolder();
  try {
    const files = filesOf(template.folder);
    const whole = new Set(allFacts(await template.store({ sealer: vaultOf(template) })).map(idOf));
    const failures: string[] = [];
    const touched = new Set<string>();
    for (let i = 0; i < damages; i++) {
      const file = files[Math.floor(random() * files.length)] ?? '';
      touched.add(file);
      const failure = await damageOne({ template, file, whole }, random);
      if (failure !== undefined) failures.push(failure);
      if (i % 100 === 99) tell(i + 1);
    }
    return { damages, files: touched.size, facts: whole.size, failures };
  } finally {
    template.remove();
  }
}

/** Everything that Daymark keeps in the folder: two journals, of which the file and a backup contain one, and the rest. */
async function makeFolder(): Promise<StorageFolder> {
  const folder = new StorageFolder();
  const vault = vaultOf(folder);
  writeSettingsFile(folder.folder, { ...defaultAnswerSettings, timeZone: 'Europe/Berlin' }, vault);
  new Tokens(folder.folder).create('Vim', ['write'], folder.clock.now());
  const hub = { url: 'http://127.0.0.1:1', port: 1, pid: 1, since: 1, watchers: '', clients: [], refusals: [] };
  announce(folder.folder, hub);
  const journal = folder.journal({ writer: 'w', sealer: vault });
  for (const fact of first) journal.append(fact);
  await journal.flush();
  const store = await folder.store({ sealer: vault });
  store.importFacts([span({ id: 'i:1', start: span().start - 900_000, end: span().start - 800_000 })]);
  store.leaveToday({ version: '1', day, content: {} });
  store.syncStart({ deviceId: '00000000-0000-4000-8000-000000000001', server: 'https://example.org' });
  store.close();
  folder.clock.pass(dayMs);
  for (const fact of later) journal.append(fact);
  await journal.flush();
  fs.writeFileSync(folder.path('daymark.lock'), JSON.stringify({ token: 'x', pid: 2 ** 30, machine: 'elsewhere' }));
  fs.writeFileSync(folder.path('paused'), '');
  return folder;
}

function vaultOf({ folder, clock }: StorageFolder): Vault {
  return new Vault({ folder, clock, secret: folderSecret(folder) });
}

function filesOf(folder: string): string[] {
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return all.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).sort();
}

interface Subject {
  readonly template: StorageFolder;
  readonly file: string;
  readonly whole: ReadonlySet<string>;
}

/** @returns the error, if any */
async function damageOne({ template, file, whole }: Subject, random: () => number): Promise<string | undefined> {
  const folder = new StorageFolder();
  try {
    folder.clock.pass(dayMs);
    fs.cpSync(template.folder, folder.folder, { recursive: true });
    const bytes = fs.readFileSync(folder.path(file));
    const from = Math.floor(random() * bytes.length);
    const to = Math.min(bytes.length, from + 1 + Math.floor(random() * longest));
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'cut';
    const damage = { kind, from, to, bit: Math.floor(random() * 8) };
    const what = `${file} (${bytes.length} bytes) ${JSON.stringify(damage)}`;
    fs.writeFileSync(folder.path(file), damaged(bytes, damage));
    const started = performance.now();
    try {
      const found = await openAll(folder);
      const lost = Array.from(whole).filter((id) => !found.has(id) && !isLocked(file, id));
      if (lost.length > mayLose({ file, bytes, whole }, damage)) return `${what}: lost ${lost.join(', ')}`;
    } catch (error) {
      return `${what}: ${String((error as Error).stack)}`;
    }
    const took = performance.now() - started;
    return took > patience ? `${what}: took ${Math.round(took)} ms` : undefined;
  } finally {
    folder.remove();
  }
}

/** Without its key a record shows no fields. Its patches are still there. */
function isLocked(file: string, id: string): boolean {
  return file.startsWith('vault') && id.startsWith('record ');
}

function mayLose(
  { file, bytes, whole }: { readonly file: string; readonly bytes: Buffer; readonly whole: ReadonlySet<string> },
  { kind, from, to }: Damage,
): number {
  if (!file.startsWith('journal')) return 0;
  // Without both of its headers the rest of a journal is meaningless.
  const headers = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1);
  if (from <= headers) return whole.size;
  const end = kind === 'cut' ? bytes.length : kind === 'flipped' ? from + 1 : to;
  // A line end that is gone takes the next line along.
  return bytes.subarray(from, end).filter((byte) => byte === 0x0a).length + 2;
}

function damaged(bytes: Buffer, { kind, from, to, bit }: Damage): Buffer {
  if (kind === 'cut') return bytes.subarray(0, from);
  if (kind === 'doubled') return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  const changed = Buffer.from(bytes);
  if (kind === 'zeroed') changed.fill(0, from, to);
  else if (changed.length > 0) changed[from] = (changed[from] ?? 0) ^ (1 << bit);
  return changed;
}

/** Opens every file as its readers do. @returns the facts that were found */
async function openAll(folder: StorageFolder): Promise<Set<string>> {
  refusing(() => readSettingsFile(folder.folder, vaultOf(folder)));
  const tokens = new Tokens(folder.folder);
  // Asked again, a damaged list is still one: a new token must not replace it.
  assert.equal(
    refusing(() => tokens.list()),
    refusing(() => tokens.list()),
  );
  refusing(() => announced(folder.folder));
  refusing(() => vaultOf(folder).state());
  await readToday(folder.folder, vaultOf(folder), { version: '1', day });
  const headless = openHeadless({ folder: folder.folder, wasmPath, clock: folder.clock });
  await headless.operate({ transport: 'mcp', operation: 'today.get', params: {} });
  await headless.close();
  const store = await folder.store({ sealer: vaultOf(folder) });
  try {
    const found = new Set(allFacts(store).map(idOf));
    store.health();
    refusing(() => store.syncState({}));
    store.backups();
    store.exportSqlite();
    for (const name of store.imports()) refusing(() => store.undoImport(name));
    refusing(() => store.checkpoint());
    return found;
  } finally {
    store.close();
  }
}

/** @returns true when it was refused with a sentence */
function refusing(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    assert.notEqual(error.code, 'internal');
    return true;
  }
}
