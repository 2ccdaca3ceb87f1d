import { type ListedSegment, longestSegment, type SyncServer } from '../../core/sync/syncServer.ts';
import { openParts, sealFolded, type SegmentPart } from './segment.ts';
import type { SyncSecrets } from './syncedFolder.ts';

/** Everything that folding needs. */
export interface FoldParts {
  readonly server: Pick<SyncServer, 'segments' | 'read' | 'contents' | 'fold'>;
  readonly secrets: SyncSecrets;
  /** The position up to which segments were gone through before. */
  readonly after: number;
  readonly limits?: FoldLimits;
  /** Asked between two steps; throws to stop. */
  readonly checkStop?: () => void;
}

interface FoldLimits {
  /** Segments that are gone through at once; fewer are left for the next time. */
  readonly listed: number;
  /** The fewest that are worth folding. */
  readonly least: number;
  /** Bytes of a folded segment, about. */
  readonly bytes: number;
  /** Characters in a folded segment: other devices open at most twice as many. */
  readonly chars: number;
}

/** A busy year has about 20 such pages, and each becomes one segment or a few. */
const usual: FoldLimits = { listed: 500, least: 8, bytes: longestSegment * 0.8, chars: 30_000_000 };

/**
 * Folds this device's segments that follow each other directly in the server's order into fewer ones. Since no segment of another device is
 * between them, the order of everything stays. The server replaces them at once, so after a crash either the old ones are there or the new one.
 * @returns the position up to which all was gone through; the same as before if there is too little
 */
export async function foldSegments({ server, secrets, after, limits = usual, checkStop }: FoldParts): Promise<number> {
  for (;;) {
    checkStop?.();
    const listed = await server.segments(after, limits.listed);
    if (listed.length < limits.listed) return after;
    for (const group of groupsOf(listed, secrets.deviceId, limits)) {
      checkStop?.();
      await foldGroup({ server, secrets }, group, limits);
    }
    const last = listed.at(-1)?.position ?? after;
    // A server that lists the same again would never come to an end.
    if (last <= after) return after;
    after = last;
  }
}

/** Own segments side by side that fit into one. */
function groupsOf(listed: readonly ListedSegment[], deviceId: string, { least, bytes }: FoldLimits): ListedSegment[][] {
  const groups: ListedSegment[][] = [];
  let size = 0;
  for (const [i, segment] of listed.entries()) {
    if (segment.deviceId !== deviceId) continue;
    const isNext = listed[i - 1]?.deviceId === deviceId && size + segment.bytes <= bytes;
    if (isNext) groups.at(-1)?.push(segment);
    else groups.push([segment]);
    size = (isNext ? size : 0) + segment.bytes;
  }
  return groups.filter((group) => group.length >= least);
}

/** Folds the parts of a group between segments that stay as they are: those with keys, and what can't be opened here. */
async function foldGroup(
  parts: Pick<FoldParts, 'server' | 'secrets'>,
  group: readonly ListedSegment[],
  limits: FoldLimits,
): Promise<void> {
  const { server, secrets } = parts;
  let run: OpenedSegment[] = [];
  let bodies: ReadonlyMap<number, Uint8Array> = new Map();
  for (const { position, first, sequence, bytes: length } of group) {
    if (!bodies.has(position)) bodies = await server.contents(position - 1);
    const bytes = bodies.get(position) ?? (await server.read(position));
    const opened = openParts(secrets.keys, { deviceId: secrets.deviceId, sequence, first }, bytes);
    if (opened?.every(({ content }) => content.type === 'facts')) run.push({ length, parts: opened });
    else {
      await foldRun(parts, run, limits);
      run = [];
    }
  }
  await foldRun(parts, run, limits);
}

interface OpenedSegment {
  readonly length: number;
  readonly parts: readonly SegmentPart[];
}

async function foldRun(
  { server, secrets }: Pick<FoldParts, 'server' | 'secrets'>,
  run: readonly OpenedSegment[],
  { least, chars }: FoldLimits,
): Promise<void> {
  const parts = run.flatMap((one) => one.parts);
  const [first, sequence] = [parts[0]?.sequence, parts.at(-1)?.sequence];
  if (run.length < least || first === undefined || sequence === undefined) return;
  if (parts.reduce((sum, { content }) => sum + charsOf(content.lines), 0) > chars) return;
  const bytes = sealFolded(secrets.key, { deviceId: secrets.deviceId, first, sequence }, parts);
  const before = run.reduce((sum, { length }) => sum + length, 0);
  if (bytes.length > longestSegment || bytes.length > before) return;
  await server.fold(secrets.deviceId, { first, sequence }, bytes);
}

function charsOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
