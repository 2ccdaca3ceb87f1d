import { randomUUID } from 'node:crypto';
import { commands, env, l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { figureSchema, type Figure } from '../../../core/views/figure.ts';
import type { Services } from '../../services.ts';
import { explainReport } from './explainReport.ts';
import { figureName } from './figureName.ts';
import { pageHtml } from './pageHtml.ts';

/** The commands that links of an account may run. VS Code's own preview of Markdown runs none, hence a page. */
export const linkCommands = [
  'daymark.correctTime',
  'daymark.undoCorrection',
  'daymark.changeTimeRules',
  'daymark.editRules',
  'daymark.explainDay',
] as const;

/** The accounts of figures: each a read-only Markdown document, shown as a page whose links lead to actions. */
export class ExplainPages implements Disposable {
  readonly #services: Services;
  readonly #panels = new Map<string, WebviewPanel>();
  readonly #held: Disposable;

  constructor(services: Services) {
    this.#services = services;
    this.#held = services.settings.onDidChange(() => this.refresh());
  }

  /** Shows the account of a figure, in the tab that has it already or in another. */
  async show(figure: Figure): Promise<void> {
    const key = JSON.stringify(figure);
    const known = this.#panels.get(key);
    const panel = known ?? this.#open(key, figure);
    if (known) known.reveal();
    await this.#fill(panel, figure);
  }

  /** Reads the shown account again. */
  refresh(): void {
    for (const [key, panel] of this.#panels)
      this.#fill(panel, figureOf(key)).catch((error: unknown) =>
        this.#services.log.warn(`an account was not read again: ${errorCode(error)}`),
      );
  }

  dispose(): void {
    this.#held.dispose();
    for (const panel of Array.from(this.#panels.values())) panel.dispose();
  }

  #open(key: string, figure: Figure): WebviewPanel {
    const title = l10n.t('Why: {0}', figureName(figure, this.#services.t));
    const options = { enableCommandUris: linkCommands, enableFindWidget: true, localResourceRoots: [] };
    const panel = window.createWebviewPanel('daymark.explain', title, ViewColumn.Active, options);
    panel.iconPath = Uri.joinPath(this.#services.context.extensionUri, 'media', 'daymark.svg');
    panel.onDidDispose(() => this.#panels.delete(key));
    this.#panels.set(key, panel);
    return panel;
  }

  async #fill(panel: WebviewPanel, figure: Figure): Promise<void> {
    const body: string = await commands.executeCommand('markdown.api.render', await reportOf(this.#services, figure));
    if (this.#panels.get(JSON.stringify(figure)) !== panel) return;
    panel.webview.html = pageHtml({ title: panel.title, body, language: env.language, nonce: randomUUID() });
  }
}

/** The account of a figure, in Markdown. */
export async function reportOf({ read, readOptions, t }: Services, figure: Figure): Promise<string> {
  const options = readOptions();
  return explainReport({ why: await read('figure.explain', { figure }), figure, rules: options.rules, t });
}

/** The figure that a document of this scheme is about: JSON, or a day alone. Throws where it is neither. */
export function figureOf(query: string): Figure {
  return figureSchema.parse(query.startsWith('{') ? JSON.parse(query) : { day: query });
}
