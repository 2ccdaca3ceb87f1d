const vscode = require('vscode');

/** The panel opens only where there is a model to choose. A request that names none gets the default one, which is by VS Code's rule one of Copilot's. */
const model = {
  id: 'none',
  name: 'None',
  family: 'none',
  version: '1',
  isUserSelectable: true,
  capabilities: {},
  isDefault: true,
};
const models = {
  provideLanguageModelChatInformation: async () => [{ ...model, maxInputTokens: 1000, maxOutputTokens: 1000 }],
  provideLanguageModelChatResponse: async () => undefined,
  provideTokenCount: async () => 1,
};

/** Answers what is addressed to nobody; told "log", it uses the tool that writes, as an agent would. */
exports.activate = () => {
  vscode.chat.createChatParticipant(
    'daymark-test.nobody',
    async ({ prompt, toolInvocationToken }, _context, stream) => {
      if (prompt === 'log') {
        const input = { title: 'Meeting about shoes', minutes: 30, kind: 'meeting' };
        await vscode.lm.invokeTool('daymark_log_activity', { input, toolInvocationToken });
        stream.markdown('It is logged.');
      } else stream.markdown('Nobody was asked.');
    },
  );
  // @types/vscode is older than this.
  Reflect.get(vscode.lm, 'registerLanguageModelChatProvider')?.('copilot', models);
};
