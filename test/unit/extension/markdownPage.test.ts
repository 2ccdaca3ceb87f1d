import assert from 'node:assert/strict';
import { withFakeVscode } from '../../fakes/viewHost/withFakeVscode.ts';
import { commands, contents, workspace } from '../../fakes/window/vscode.ts';
import { sourceTexts } from './sourceText.ts';

const { markdownPage } = await withFakeVscode(
  () => import('../../../src/extension/markdownPage.ts'),
  new URL('../../fakes/window/vscode.ts', import.meta.url).href,
);

/** A tab with a preview, as VS Code has it: it follows its document while that is open, and reads it anew when it is refreshed. */
class PreviewTab {
  shown = '';

  constructor() {
    const { onDidChange } = this.#provider;
    onDidChange(() => workspace.textDocuments.length > 0 && this.#read());
    commands.executeCommand = async (command?: string, uri?: unknown) => {
      if (command === 'markdown.showPreview' && this.shown === '') this.open(uri);
      if (command === 'markdown.preview.refresh') this.#read();
    };
  }

  open(uri: unknown): void {
    workspace.textDocuments = [{ uri }];
    this.#read();
  }

  /** VS Code closes the document of a preview by itself after some minutes. */
  loseDocument(): void {
    workspace.textDocuments = [];
  }

  get #provider() {
    return contents.get('daymark-x') ?? assert.fail('no page');
  }

  #read(): void {
    this.shown = String(this.#provider.provideTextDocumentContent());
  }
}

describe('a page that Daymark writes', () => {
  const usual = commands.executeCommand;
  afterEach(() => {
    commands.executeCommand = usual;
    workspace.textDocuments = [];
  });

  it('shows its present text, also in a tab that is open for so long that VS Code closed its document', async () => {
    const page = markdownPage('daymark-x', 'X.md')({ context: { subscriptions: [] } } as never);
    const tab = new PreviewTab();
    await page.show('one hour');
    assert.equal(tab.shown, 'one hour');
    await page.show('two hours');
    assert.equal(tab.shown, 'two hours');
    tab.loseDocument();
    await page.show('three hours');
    assert.equal(tab.shown, 'three hours');
    tab.loseDocument();
    await page.refresh(async () => 'four hours');
    assert.equal(tab.shown, 'four hours');
  });

  it('is shown in this one way by every feature', () => {
    const others = [...sourceTexts('src/extension')].filter(([, text]) => text.includes("'markdown.showPreview'"));
    assert.deepEqual(
      others.map(([file]) => file.replaceAll('\\', '/').split('/').at(-1)),
      ['markdownPage.ts'],
    );
  });
});
