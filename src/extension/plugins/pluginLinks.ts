import { AppError } from '../../core/base/appError.ts';
import type { Disposable } from '../../core/base/event.ts';
import { perWindow } from '../perWindow.ts';

/** A button on the settings page that another extension added. */
export interface PluginLink {
  readonly title: string;
  /** The title of the extension. */
  readonly from: string;
  readonly run: () => Promise<void>;
}

/** More than anyone needs; further links are refused. */
const mostLinks = 50;

class PluginLinks {
  readonly #links = new Map<string, PluginLink>();
  #last = 0;

  /** @throws AppError `invalid-input` if there are too many */
  add(link: PluginLink): Disposable {
    if (this.#links.size >= mostLinks) throw new AppError('invalid-input', `There are ${mostLinks} links already.`);
    const id = String(++this.#last);
    this.#links.set(id, link);
    return { dispose: () => void this.#links.delete(id) };
  }

  list(): { readonly id: string; readonly title: string; readonly from: string }[] {
    return [...this.#links].map(([id, { title, from }]) => ({ id, title, from }));
  }

  /** @throws AppError `not-found` */
  async run(id: string): Promise<void> {
    const link = this.#links.get(id);
    if (!link) throw new AppError('not-found', 'The extension has removed this link.');
    await link.run();
  }
}

/** The links of this window. */
export const pluginLinks = perWindow(() => new PluginLinks());
