'use strict';
const vscode = require('vscode');

/** @typedef {import('../../../src/extension/plugins/pluginTypes.ts').DaymarkExports} DaymarkExports */
/** @typedef {import('../../../src/extension/plugins/pluginTypes.ts').DaymarkScope} DaymarkScope */
/** @typedef {import('../../../src/extension/plugins/pluginTypes.ts').DaymarkEvent} DaymarkEvent */

/**
 * A sample of an extension that uses Daymark's API. Its exports let the tests see what it got.
 * @param {import('vscode').ExtensionContext} context
 */
exports.activate = (context) => {
  const seen = { linked: 0, events: /** @type {DaymarkEvent[]} */ ([]), changes: 0 };
  context.subscriptions.push(vscode.commands.registerCommand('daymark-test.linked', () => seen.linked++));
  /**
   * @param {DaymarkScope[]} scopes
   * @param {string} extension
   */
  const connect = async (scopes, extension = context.extension.id) => {
    const daymark = vscode.extensions.getExtension('daymark.daymark');
    const exported = /** @type {DaymarkExports} */ (await daymark?.activate());
    const api = await exported.connect({ extension, scopes });
    if (scopes.includes('read')) {
      context.subscriptions.push(api.onDidHappen((event) => seen.events.push(event)));
      context.subscriptions.push(api.onDidChange(() => seen.changes++));
    }
    if (scopes.includes('links'))
      context.subscriptions.push(api.addLink({ title: 'Open sample', command: 'daymark-test.linked' }));
    return api;
  };
  return { seen, connect };
};
