import { env, l10n, window, workspace, type TextDocument } from 'vscode';
import { errorMessage } from '../../../../core/base/appError.ts';
import { unlinked } from '../../../unlinked.ts';

/** Something to do with a draft. */
export interface DraftAction {
  readonly label: string;
  /** @param text of the draft as it is then, since it may have been edited */
  readonly run: (text: string) => Promise<void>;
}

/**
 * Opens a draft in an untitled Markdown editor, and offers what to do with it. Nothing leaves the editor by itself.
 * @param message shown with the actions
 */
export async function showDraft(text: string, message: string, actions: readonly DraftAction[] = []): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'markdown', content: text });
  await window.showTextDocument(document, { preview: false });
  void offer(document, message, [copyDraft, ...actions]);
}

const copyDraft: DraftAction = {
  get label() {
    return l10n.t('Copy');
  },
  run: async (text) => {
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(l10n.t('The draft was copied.'), 5000);
  },
};

/** The command has ended by now, so a failure is shown here. */
async function offer(document: TextDocument, message: string, actions: readonly DraftAction[]): Promise<void> {
  const chosen = await window.showInformationMessage(unlinked(message), ...actions.map(({ label }) => label));
  try {
    await actions.find(({ label }) => label === chosen)?.run(document.getText());
  } catch (error) {
    void window.showErrorMessage(unlinked(errorMessage(error)));
  }
}
