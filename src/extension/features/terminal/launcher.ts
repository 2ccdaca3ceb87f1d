import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeOwnFolder } from '../../../storage/disk/ownFolder.ts';
import { readBoundedFile } from '../../boundedFile.ts';
import { shellQuoted } from '../../shellQuoted.ts';

/** Readable by its owner only. */
const executable = 0o700;

/** The program that the command starts. */
export interface LaunchedProgram {
  /** The editor's own Node. */
  readonly node: string;
  /** Path of `daymark.cjs`. */
  readonly program: string;
  /** The data folder. */
  readonly data: string;
  readonly platform: NodeJS.Platform;
}

/**
 * Writes the `daymark` command: a script that starts the program of this version of Daymark. One that is right already is not touched.
 * @param folder is made if needed
 */
export function writeLauncher(folder: string, launched: LaunchedProgram): void {
  const file = path.join(folder, launched.platform === 'win32' ? 'daymark.cmd' : 'daymark');
  const text = launcherText(launched);
  const present = readBoundedFile(file, 10_000);
  if (present.state === 'read' && present.bytes.toString() === text) return;
  makeOwnFolder(folder);
  writeFileSync(file, text, { mode: executable });
  // One that was there has kept its own rights.
  chmodSync(file, executable);
}

/** The script: for cmd on Windows, or else for sh. */
export function launcherText({ node, program, data, platform }: LaunchedProgram): string {
  if (platform === 'win32')
    return [
      '@echo off',
      'setlocal',
      'set ELECTRON_RUN_AS_NODE=1',
      // A percent sign in a script begins a variable unless it is doubled.
      `if not defined DAYMARK_DATA set "DAYMARK_DATA=${data.replaceAll('%', '%%')}"`,
      `"${node.replaceAll('%', '%%')}" "${program.replaceAll('%', '%%')}" %*`,
      '',
    ].join('\r\n');
  const [nodeWord, programWord, dataWord] = [node, program, data].map((part) => shellQuoted(part, platform));
  return [
    '#!/bin/sh',
    `if [ -z "$DAYMARK_DATA" ]; then DAYMARK_DATA=${dataWord}; fi`,
    'export DAYMARK_DATA',
    `ELECTRON_RUN_AS_NODE=1 exec ${nodeWord} ${programWord} "$@"`,
    '',
  ].join('\n');
}
