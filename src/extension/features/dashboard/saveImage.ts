import { Buffer } from 'node:buffer';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { Translate } from '../../../core/base/translate.ts';

/** First bytes of each PNG (PNG specification, 5.2). */
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Image {
  /** The suggested file name, without its extension. */
  readonly name: string;
  /** Base64. */
  readonly png: string;
}

/**
 * Asks where to save an image, and writes it.
 * @returns false when the dialog was closed
 * @throws AppError `invalid-input` for what is no PNG
 */
export async function saveImageAs({ name, png }: Image, t: Translate): Promise<boolean> {
  const bytes = Buffer.from(png, 'base64');
  if (!bytes.subarray(0, signature.length).equals(signature))
    throw new AppError('invalid-input', t("This isn't a PNG image."));
  const target = await window.showSaveDialog({
    title: t('Save Image'),
    defaultUri: Uri.file(join(homedir(), `${name}.png`)),
    filters: { [t('Images')]: ['png'] },
  });
  if (!target) return false;
  await workspace.fs.writeFile(target, bytes);
  return true;
}
