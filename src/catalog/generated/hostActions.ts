/** Written by `npm run operations -- --write` from the definitions in src. Never edit it by hand. */
import { from } from '../loading.ts';

const liveOperations = () => import('../../extension/features/agents/liveOperations.ts');
const sessionOperations = () => import('../../extension/features/agents/sessionOperations.ts');
const receiptOperations = () => import('../../extension/features/ai/receiptOperations.ts');
const dashboardOperations = () => import('../../extension/features/dashboard/dashboardOperations.ts');
const imageOperations = () => import('../../extension/features/dashboard/imageOperations.ts');
const explainOperations = () => import('../../extension/features/explain/explainOperations.ts');
const githubOperations = () => import('../../extension/features/github/githubOperations.ts');
const helpOperations = () => import('../../extension/features/help/helpOperations.ts');
const insightOperations = () => import('../../extension/features/insights/insightOperations.ts');
const planOperations = () => import('../../extension/features/plan/planOperations.ts');
const pluginOperations = () => import('../../extension/features/plugins/pluginOperations.ts');
const setupOperations = () => import('../../extension/features/setup/setupOperations.ts');
const placeOperations = () => import('../../extension/features/tasks/placeOperations.ts');

export const hostActions = {
  'agents.live': from(liveOperations, 'liveAgents'),
  'agents.showSession': from(sessionOperations, 'showAgentSession'),
  'command.run': from(helpOperations, 'runCommand'),
  'dashboard.get': from(dashboardOperations, 'getDashboard'),
  'github.status': from(githubOperations, 'getGithubStatus'),
  'images.save': from(imageOperations, 'saveImage'),
  'insights.addToPlan': from(insightOperations, 'addInsightToPlan'),
  'insights.analyze': from(insightOperations, 'analyze'),
  'insights.get': from(insightOperations, 'getInsights'),
  'insights.judge': from(insightOperations, 'judgeInsight'),
  'links.open': from(pluginOperations, 'openLink'),
  'places.open': from(placeOperations, 'openPlace'),
  'plan.generate': from(planOperations, 'generatePlanAction'),
  'receipts.list': from(receiptOperations, 'listReceipts'),
  'receipts.show': from(receiptOperations, 'showReceipt'),
  'settings.open': from(setupOperations, 'openSettings'),
  'setup.get': from(setupOperations, 'getSetup'),
  'why.open': from(explainOperations, 'openWhy'),
} as const;
