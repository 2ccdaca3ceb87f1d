import { appActions } from './appActions.ts';

/** The list of actions: name, and how to load the definition. Cheap to load itself; a definition, and zod with it, is loaded on first use. */
export const actions = {
  ...appActions,
  'dashboard.get': async () => (await dashboard()).getDashboard,
  'plan.generate': async () => (await generating()).generatePlanAction,
  'insights.get': async () => (await insights()).getInsights,
  'insights.analyze': async () => (await insights()).analyze,
  'insights.judge': async () => (await insights()).judgeInsight,
  'insights.addToPlan': async () => (await insights()).addInsightToPlan,
  'receipts.list': async () => (await receipts()).listReceipts,
  'receipts.show': async () => (await receipts()).showReceipt,
  'github.status': async () => (await github()).getGithubStatus,
  'why.open': async () => (await explain()).openWhy,
  'setup.get': async () => (await setup()).getSetup,
  'settings.open': async () => (await setup()).openSettings,
  'command.run': async () => (await help()).runCommand,
} as const;

const dashboard = () => import('../extension/features/dashboard/dashboardOperations.ts');
const generating = () => import('../extension/features/plan/planOperations.ts');
const insights = () => import('../extension/features/insights/insightOperations.ts');
const receipts = () => import('../extension/features/ai/receiptOperations.ts');
const github = () => import('../extension/features/github/githubOperations.ts');
const explain = () => import('../extension/features/explain/explainOperations.ts');
const setup = () => import('../extension/features/setup/setupOperations.ts');
const help = () => import('../extension/features/help/helpOperations.ts');
