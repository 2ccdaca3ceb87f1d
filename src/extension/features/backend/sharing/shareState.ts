import { join } from 'node:path';
import { jsonOf } from '../../../../core/base/jsonOf.ts';
import {
  type KeptReceipt,
  parseReceipts,
  parseSchedules,
  type ShareSchedule,
} from '../../../../core/sharing/shareSchedule.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { createFile } from '../../../../storage/disk/replaceFile.ts';
import { oneWindow } from '../../../oneWindow.ts';
import type { Services } from '../../../services.ts';
import { schedulesFile } from './shareTimer.ts';

type ShareServices = Pick<Services, 'context' | 'clock'>;

const mostReceipts = 100;

function shareFile({ context }: Pick<Services, 'context'>, name: string): string {
  return join(context.globalStorageUri.fsPath, 'share', name);
}

function readJson(file: string): unknown {
  return jsonOf(Buffer.from(nodeFiles.read(file) ?? []).toString());
}

export function readSchedules(services: Pick<Services, 'context'>): readonly ShareSchedule[] {
  return parseSchedules(readJson(schedulesFile(services)));
}

/** Newest first. */
export function readReceipts(services: Pick<Services, 'context'>): readonly KeptReceipt[] {
  return parseReceipts(readJson(shareFile(services, 'receipts.json')));
}

/** Changes the schedules of this folder, one window at a time. */
export function changeSchedules(
  services: ShareServices,
  change: (schedules: readonly ShareSchedule[]) => readonly ShareSchedule[],
): Promise<void> {
  return whileAlone(services, () => {
    const changed = change(readSchedules(services));
    if (changed.length === 0) nodeFiles.remove(schedulesFile(services));
    else createFile(nodeFiles, schedulesFile(services), Buffer.from(JSON.stringify(changed)));
  });
}

/** Keeps a receipt; the oldest goes when there are more than a hundred. */
export function keepReceipt(services: ShareServices, receipt: KeptReceipt): Promise<void> {
  return whileAlone(services, () => {
    const kept = [receipt, ...readReceipts(services)].slice(0, mostReceipts);
    createFile(nodeFiles, shareFile(services, 'receipts.json'), Buffer.from(JSON.stringify(kept)));
  });
}

async function whileAlone(services: ShareServices, act: () => void): Promise<void> {
  nodeFiles.makeFolder(join(services.context.globalStorageUri.fsPath, 'share'));
  await oneWindow(services, 'share-file').whenFree(() => Promise.resolve(act()));
}

/** Returns true for the schedule of the same organization on the same backend: there is one of each. */
export function isSamePlace(a: Pick<ShareSchedule, 'origin' | 'organization'>, b: typeof a): boolean {
  return a.origin === b.origin && a.organization === b.organization;
}
