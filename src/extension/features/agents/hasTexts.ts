import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Services } from '../../services.ts';

/** Returns whether there may be kept texts of AI tools' sessions, without opening any. */
export function hasTexts({ context }: Pick<Services, 'context'>): boolean {
  try {
    return readdirSync(join(context.globalStorageUri.fsPath, 'agentTexts')).length > 0;
  } catch {
    return false;
  }
}
