const vscode = require('vscode');

/** The panel opens only where there is a model to choose. */
const model = { id: 'none', name: 'None', family: 'none', version: '1', isUserSelectable: true, capabilities: {} };
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
  Reflect.get(vscode.lm, 'registerLanguageModelChatProvider')?.('daymark-chat-test', models);
};
