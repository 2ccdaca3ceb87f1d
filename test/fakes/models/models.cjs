const vscode = require('vscode');

/** Registers models, where VS Code can (from 1.104; @types/vscode is older). @type {((vendor: string, provider: unknown) => unknown) | undefined} */
const registerModels = Reflect.get(vscode.lm, 'registerLanguageModelChatProvider');

/** Only this extension may register models of its vendor; what they are and say, the tests decide. */
exports.activate = () => ({
  /** @param {unknown} provider */
  register: (provider) => registerModels?.('daymark-test', provider),
});
