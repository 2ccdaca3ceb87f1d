import fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { AppError } from '../../src/core/base/appError.ts';
import type { Clock } from '../../src/core/base/clock.ts';
import type { SpanFact } from '../../src/core/facts/facts.ts';
import type { AppendFile, Files } from '../../src/storage/disk/files.ts';
import { nodeFiles } from '../../src/storage/disk/nodeFiles.ts';
import type { JournalWriter } from '../../src/storage/journal/journal.ts';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { plainSealer } from '../../src/storage/vault/plainSealer.ts';
import { secretProject } from './secretProject.ts';
import { steppingFiles } from './suicidalFiles.ts';

/** The job of a process in the fault tests; JSON in its first argument. */
export interface ChildOrder {
  readonly folder: string;
  /** Spans to write; each grows this many times. */
  readonly spans: number;
  readonly growths: number;
  /** The number of flushes before it makes a checkpoint; 0 for never. */
  readonly checkpointEvery: number;
  /** Kills or stops itself at this step of its last checkpoint. */
  readonly atStep?: { readonly step: number; readonly signal: 'SIGKILL' | 'SIGSTOP' };
  /** Days to add to the clock, so that a new backup is due. */
  readonly daysAhead?: number;
  /** Writes the same number of facts of a project that is being erased. */
  readonly withSecrets?: boolean;
  /** Closes its journal at the end. */
  readonly close?: boolean;
}

/** A child's output, one JSON object per line, immediately. */
export type ChildReport =
  /** A fact is on the disk, at least as far as this. */
  | {
      readonly ack: string;
      readonly start: number;
      readonly end: number;
      readonly signals: number;
      /** The journal that was written to last, and its length in bytes: where to look for a missing fact. */
      readonly journal: string;
      readonly position: number;
    }
  | { readonly checkpoint: string; readonly steps: number; readonly from: number; readonly to: number };

const order = JSON.parse(process.argv[2] ?? '{}') as ChildOrder;
const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
const ahead = (order.daysAhead ?? 0) * 86_400_000;
const clock: Clock = {
  now: () => Date.now() + ahead,
  monotonic: () => performance.now(),
  utcOffset: () => 60,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

let steps = 0;
let fatal = Number.POSITIVE_INFINITY;
const stepping = steppingFiles(() => {
  if (++steps === fatal) process.kill(process.pid, order.atStep?.signal ?? 'SIGKILL');
});
/** Time at which the lock was held, by the clock that all processes of a machine share (ns). */
let held = { from: 0, to: 0 };
const files: Files = {
  ...stepping,
  create: (path, bytes) => {
    stepping.create(path, bytes);
    if (path.endsWith('.lock')) held = { from: Number(process.hrtime.bigint()), to: 0 };
  },
  remove: (path) => {
    if (path.endsWith('.lock')) held = { ...held, to: Number(process.hrtime.bigint()) };
    stepping.remove(path);
  },
};

/** The journal of the last line. */
let wrote = { journal: '', position: 0 };
const noting: Files = {
  ...nodeFiles,
  openAppend: async (path) => noteAppends(await nodeFiles.openAppend(path)),
};

function noteAppends(file: AppendFile): AppendFile {
  let position = nodeFiles.stat(file.path)?.size ?? 0;
  const note = ({ length }: Uint8Array): void => {
    position += length;
    wrote = { journal: basename(file.path), position };
  };
  return {
    ...file,
    append: async (bytes) => {
      await file.append(bytes);
      note(bytes);
    },
    appendSync: (bytes) => {
      file.appendSync(bytes);
      note(bytes);
    },
  };
}

function say(report: ChildReport): void {
  fs.writeSync(1, `${JSON.stringify(report)}\n`);
}

/**
 * Tries again as the journal itself does, without its pause: where a folder is erased hundreds of times in a row, a new file can be gone
 * several times before the first line is in it.
 */
async function flush(journal: JournalWriter): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await journal.flush();
      return;
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'storage-readonly' && /vanishes/.test(error.message);
      if (!isGone || tries === 50) throw error;
    }
  }
}

async function work(): Promise<void> {
  const journal = openJournal({ folder: order.folder, clock, sealer: plainSealer, rotateBytes: 20_000, files: noting });
  let flushes = 0;
  for (let i = 0; i < order.spans; i++) {
    const id = journal.nextId();
    const start = Date.now();
    for (let growth = 1; growth <= order.growths; growth++) {
      const fact = factOf({ id, start, growth });
      const clock = { time: start, count: growth, writer: journal.writer };
      journal.append({ type: 'record', collection: 'work', id, clock, fields: { growth } });
      // As a span that grows is written: both are in the file already, if nothing else is being written.
      journal.append(fact, growth % 2 === 0 ? 'now' : undefined);
      const ack = { ack: id, start, end: fact.end, signals: growth };
      if (journal.state().pending === 0) say({ ...ack, ...wrote });
      if (order.withSecrets) journal.append({ ...fact, id: journal.nextId(), project: secretProject });
      await flush(journal);
      say({ ...ack, ...wrote });
      if (order.checkpointEvery > 0 && ++flushes % order.checkpointEvery === 0) await checkpoint(false);
    }
  }
  if (order.close) {
    await flush(journal);
    await journal.close();
  }
  if (order.atStep) await checkpoint(true);
}

function factOf({ id, start, growth }: { id: string; start: number; growth: number }): SpanFact {
  const where = { project: '/p', file: `file${start % 9}.ts`, language: 'typescript' };
  const figures = { signals: growth, saves: 0, edits: { typed: { edits: growth, added: 1, removed: 0 } } };
  const time = { start, end: start + growth * 1000, offset: 60 };
  return { type: 'span', id, kind: 'coding', source: 'editor', ...time, ...figures, ...where };
}

async function checkpoint(isLast: boolean): Promise<void> {
  const store = await openStore({ folder: order.folder, wasmPath, clock, sealer: plainSealer, files });
  steps = 0;
  if (isLast) fatal = order.atStep?.step ?? fatal;
  const { outcome } = store.checkpoint();
  say({ checkpoint: outcome, steps, ...held });
  store.close();
}

await work();
process.exit(0);
