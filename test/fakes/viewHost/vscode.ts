import { translator } from '../../../src/shared/translate.ts';

/** As much of VS Code's API as the page of the dashboard is made with; the bundle of the stand-alone page puts it in its place. */
export const l10n = { t: translator() };
export const env = { language: 'en' };
export const Uri = {
  joinPath: (base: unknown, ...parts: string[]) => ({ toString: () => [String(base), ...parts].join('/') }),
};

export class Disposable {
  readonly dispose: () => void;

  constructor(dispose: () => void) {
    this.dispose = dispose;
  }
}
