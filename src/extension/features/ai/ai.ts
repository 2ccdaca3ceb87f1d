import type { Feature } from '../../feature.ts';

/** The key, the model, what would be sent, and the receipts of what was. The implementation is loaded when needed. */
export const ai: Feature = {
  id: 'ai',
  commands: (services) => ({
    'daymark.setClaudeKey': async () => (await import('./claudeSetup.ts')).setKey(services),
    'daymark.removeClaudeKey': async () => (await import('./claudeSetup.ts')).removeKey(services),
    'daymark.chooseModel': async () => (await import('./claudeSetup.ts')).chooseModel(services),
    'daymark.showPayload': async () => (await import('./sent.ts')).showPayload(services),
    'daymark.draftPullRequest': async () => (await import('./drafts/draftCode.ts')).draftCode(services, 'pullRequest'),
    'daymark.documentChanges': async () => (await import('./drafts/draftCode.ts')).draftCode(services, 'changes'),
    'daymark.draftStandup': async () => (await import('./drafts/draftReport.ts')).draftReport(services, 'standup'),
    'daymark.draftWeeklyPost': async () =>
      (await import('./drafts/draftReport.ts')).draftReport(services, 'weeklyPost'),
  }),
};
