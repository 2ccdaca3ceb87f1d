/** Written by `npm run operations -- --write` from the definitions in src. Never edit it by hand. */
export const hostActions = {
  'agents.live': async () => (await liveOperations()).liveAgents,
  'command.run': async () => (await helpOperations()).runCommand,
  'dashboard.get': async () => (await dashboardOperations()).getDashboard,
  'github.status': async () => (await githubOperations()).getGithubStatus,
  'insights.addToPlan': async () => (await insightOperations()).addInsightToPlan,
  'insights.analyze': async () => (await insightOperations()).analyze,
  'insights.get': async () => (await insightOperations()).getInsights,
  'insights.judge': async () => (await insightOperations()).judgeInsight,
  'links.open': async () => (await pluginOperations()).openLink,
  'plan.generate': async () => (await planOperations()).generatePlanAction,
  'receipts.list': async () => (await receiptOperations()).listReceipts,
  'receipts.show': async () => (await receiptOperations()).showReceipt,
  'settings.open': async () => (await setupOperations()).openSettings,
  'setup.get': async () => (await setupOperations()).getSetup,
  'why.open': async () => (await explainOperations()).openWhy,
} as const;

const liveOperations = () => import('../../extension/features/agents/liveOperations.ts');
const receiptOperations = () => import('../../extension/features/ai/receiptOperations.ts');
const dashboardOperations = () => import('../../extension/features/dashboard/dashboardOperations.ts');
const explainOperations = () => import('../../extension/features/explain/explainOperations.ts');
const githubOperations = () => import('../../extension/features/github/githubOperations.ts');
const helpOperations = () => import('../../extension/features/help/helpOperations.ts');
const insightOperations = () => import('../../extension/features/insights/insightOperations.ts');
const planOperations = () => import('../../extension/features/plan/planOperations.ts');
const pluginOperations = () => import('../../extension/features/plugins/pluginOperations.ts');
const setupOperations = () => import('../../extension/features/setup/setupOperations.ts');
