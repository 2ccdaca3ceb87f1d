import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import initSqlJs from 'sql.js';
import type { Clock } from '../../src/core/base/clock.ts';
import type { SpanFact } from '../../src/core/facts/facts.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { plainSealer } from '../../src/storage/vault/plainSealer.ts';
import type { Store } from '../../src/storage/store.ts';
import { bundleChild } from '../harness/bundleChild.ts';
import { TestClock } from '../unit/storage/storageFolder.ts';
import type { ChildOrder, ChildReport } from './child.ts';

const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const childFile = bundleChild(path.join(import.meta.dirname, 'child.ts'));
const always = { from: 0, to: Date.UTC(2100, 0) };

/** The acknowledged state of a fact: it must exist, at least up to this. */
type Acknowledged = Extract<ChildReport, { ack: string }>;

/** The findings after all processes died. */
export interface Findings {
  readonly facts: number;
  readonly lost: number;
  readonly doubled: number;
  readonly corrupt: number;
}

/** A running child, and its output so far. */
export interface Child {
  readonly process: ChildProcess;
  readonly reports: ChildReport[];
  /** Resolves after its next output or its end. */
  readonly heard: Promise<void>;
  /** Resolves when it has ended for any reason, and all output was read. */
  readonly ended: Promise<void>;
}

/** Processes that write to one folder, and what they acknowledged. */
export class Family {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daymark-fault-'));
  readonly clock = new TestClock();
  readonly #acknowledged = new Map<string, Acknowledged>();
  readonly #children: Child[] = [];

  /** @param before a family whose processes have ended: this one begins with a copy of its folder */
  constructor(before?: Family) {
    if (!before) return;
    fs.cpSync(before.folder, this.folder, { recursive: true, preserveTimestamps: true });
    for (const [id, report] of before.#acknowledged) this.#acknowledged.set(id, report);
  }

  start(order: Omit<ChildOrder, 'folder'>): Child {
    const argument = JSON.stringify({ ...order, folder: this.folder });
    const process_ = spawn(process.execPath, [childFile, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
    const reports: ChildReport[] = [];
    let rest = '';
    process_.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#hear(JSON.parse(line) as ChildReport, reports);
    });
    const ended = new Promise<void>((resolve) => process_.once('close', () => resolve()));
    const first = new Promise<void>((resolve) => process_.stdout.once('data', () => resolve()));
    const child = { process: process_, reports, heard: Promise.race([first, ended]), ended };
    this.#children.push(child);
    return child;
  }

  /** @param clock the system clock if live processes see when its lock was touched */
  async store(clock: Clock = this.clock): Promise<Store> {
    return openStore({ folder: this.folder, wasmPath, clock, sealer: plainSealer });
  }

  /** Looks for every acknowledged fact, in a fresh process's view and then in the file alone. */
  async examine(): Promise<Findings> {
    const store = await this.store();
    try {
      const before = this.#compare(store);
      if (before.lost + before.doubled > 0) this.#keepForInquiry();
      let { outcome } = store.checkpoint();
      // A lock whose creator died while writing it doesn't identify it: it takes a minute of silence.
      if (outcome === 'busy') this.clock.pass(61_000);
      if (outcome === 'busy') outcome = store.checkpoint().outcome;
      if (outcome !== 'done' && outcome !== 'nothing') throw new Error(`the last checkpoint said ${outcome}`);
      return { facts: this.#acknowledged.size, ...before, corrupt: await this.#corrupt() };
    } finally {
      store.close();
    }
  }

  /** Kills all live processes. */
  kill(): void {
    for (const child of this.#children) if (child.process.exitCode === null) child.process.kill('SIGKILL');
  }

  /** Ends all live processes, and removes the folder. */
  async end(): Promise<void> {
    this.kill();
    await Promise.all(this.#children.map((child) => child.ended));
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  #hear(report: ChildReport, reports: ChildReport[]): void {
    reports.push(report);
    if ('ack' in report) this.#acknowledged.set(report.ack, report);
  }

  #compare(store: Store): Pick<Findings, 'lost' | 'doubled'> {
    const spans = store.spans(always);
    const found = new Map(spans.map((span) => [span.id, span]));
    const lost = Array.from(this.#acknowledged.values()).flatMap((ack) => {
      // Each growth of a span is also a change of a record, on the disk together with it.
      const growth = Number(store.record('work', ack.ack)?.fields.get('growth')?.value ?? 0);
      const fault = faultOf(ack, found.get(ack.ack), growth);
      return fault === undefined ? [] : [this.#describeLoss(ack, fault)];
    });
    for (const each of lost) console.error(each);
    return { lost: lost.length, doubled: spans.length - found.size };
  }

  /** Reports which fact, which writer, which journal and position, and what exists of them. */
  #describeLoss(ack: Acknowledged, fault: string): string {
    const { journal, position } = ack;
    const journals = path.join(this.folder, 'journal');
    const writer = ack.ack.split(':')[0] ?? '';
    const files = fs.readdirSync(journals).filter((name) => name.startsWith(writer));
    const there = files.map((name) => `${name} (${fs.statSync(path.join(journals, name)).size} bytes)`);
    return `lost: ${ack.ack}, acknowledged in ${journal} at byte ${position}: ${fault}. Journals of its writer: ${there.join(', ') || 'none'}`;
  }

  #keepForInquiry(): void {
    const copy = `${this.folder}-lost`;
    fs.cpSync(this.folder, copy, { recursive: true });
    console.error(`The folder with the loss is kept in ${copy}.`);
  }

  /** Reads the file with nothing but SQLite. */
  async #corrupt(): Promise<number> {
    const file = path.join(this.folder, 'daymark.sqlite');
    if (!fs.existsSync(file)) return this.#acknowledged.size > 0 ? 1 : 0;
    const sql = await initSqlJs();
    const database = new sql.Database(fs.readFileSync(file));
    const first = (query: string): unknown => database.exec(query)[0]?.values[0]?.[0];
    const isSound =
      first('PRAGMA integrity_check') === 'ok' && Number(first('SELECT count(*) FROM span')) >= this.#acknowledged.size;
    database.close();
    return isSound ? 0 : 1;
  }
}

/** Returns the error of an acknowledged fact; undefined if it exists as acknowledged. */
function faultOf(ack: Acknowledged, span: SpanFact | undefined, growth: number): string | undefined {
  if (growth < ack.signals) return `its record has growth ${growth} instead of ${ack.signals}`;
  if (!span) return 'the span is missing';
  const isThere = span.start === ack.start && span.end >= ack.end && span.signals >= ack.signals;
  return isThere && span.project === '/p' ? undefined : `the span is ${JSON.stringify(span)}`;
}
