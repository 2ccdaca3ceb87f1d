import type { Uri } from 'vscode';
import { blobHash } from '../../../../agents/prompts/blobHash.ts';
import { promptUses, type promptWays, type PromptUsageView } from '../../../../agents/prompts/promptUses.ts';
import { errorCode } from '../../../../core/base/appError.ts';
import { Places } from '../../../places/places.ts';
import { privacyNow } from '../../../privacy.ts';
import type { Services } from '../../../services.ts';

/** A prompt as it was when it was chosen. */
export interface PromptVersion {
  readonly name: string;
  readonly version: string;
  /** The prompt's project, and its file in it, or the project of the window for a starter prompt. */
  readonly project?: string;
  readonly file?: string;
}

/**
 * Returns which version of a prompt this is.
 * @param uri its file; absent for a starter prompt
 */
export function promptVersionOf(
  { clock }: Services,
  { name, content, uri }: { readonly name: string; readonly content: Uint8Array; readonly uri?: Uri },
): PromptVersion {
  const places = new Places(clock);
  try {
    const { project, file } = uri ? places.ofUri(uri).where : { ...places.ofWindow(), file: undefined };
    return {
      name,
      version: blobHash(content),
      ...(project !== undefined && { project }),
      ...(file !== undefined && file !== '' && { file }),
    };
  } finally {
    places.dispose();
  }
}

/** Records that a prompt was used, where that may be recorded. The prompt is used in any case. */
export async function noteUse(
  services: Services,
  { name, ...rest }: PromptVersion,
  way: (typeof promptWays)[number],
): Promise<void> {
  if (!mayRecord(services, rest)) return;
  try {
    const start = services.clock.now();
    await services.records(promptUses).create({ ...rest, prompt: name, start, way });
  } catch (error) {
    services.log.warn(`the use of a prompt could not be recorded: ${errorCode(error)}`);
  }
}

function mayRecord(
  { tracking, settings, clock }: Services,
  { project, file }: Pick<PromptVersion, 'project' | 'file'>,
): boolean {
  if (tracking.state !== 'on') return false;
  const place = { ...(project !== undefined && { project }), ...(file !== undefined && { file }) };
  const verdict = privacyNow(settings, clock).judge(place);
  return project === undefined || verdict === 'open';
}

/** Returns how prompts were used; nothing if that can't be read, so that prompts can be used in any case. */
export async function promptUsages({ read, log }: Services, file?: string): Promise<readonly PromptUsageView[]> {
  try {
    return (await read('agents.promptVersions', { days: 365, ...(file !== undefined && { file }) })).prompts;
  } catch (error) {
    log.warn(`the use of prompts can't be read: ${errorCode(error)}`);
    return [];
  }
}

/** Returns how a prompt was used; undefined if it wasn't. */
export function usageOf(
  usages: readonly PromptUsageView[],
  { name, project, file }: PromptVersion,
): PromptUsageView | undefined {
  return usages.find((one) =>
    file === undefined ? one.file === undefined && one.name === name : one.file === file && one.project === project,
  );
}
