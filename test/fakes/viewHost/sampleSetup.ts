import type { z } from 'zod';
import { setupView } from '../../../src/core/views/setup.ts';
import { sampleNow } from './sampleDashboard.ts';

const minute = 60_000;

const sections: z.input<typeof setupView>['sections'] = [
  {
    id: 'github',
    title: 'GitHub',
    facts: [
      { label: 'State', text: 'Connected', tone: 'good' },
      { label: 'Account', text: 'mona (github.com)' },
      { label: 'Syncs', text: 'every 6 hours' },
      { label: 'Last sync', text: 'synced 15: 8 commits, 2 pull requests', at: sampleNow - 60 * minute, tone: 'good' },
      { label: 'Next sync', text: '', at: sampleNow + 300 * minute },
    ],
    actions: [
      { label: 'Sync Now', command: 'daymark.syncGithub' },
      { label: 'Change How Often', setting: 'daymark.github' },
      { label: 'Disconnect', command: 'daymark.disconnectGithub' },
    ],
  },
  {
    id: 'tracking',
    title: 'Tracking',
    facts: [
      { label: 'State', text: 'On in this window', tone: 'good' },
      { label: 'Not recorded', text: '**/secret/**, **/node_modules/**' },
      { label: 'Signal: debug', text: 'not running: no debugger here', tone: 'bad' },
      { label: 'Signals', text: '14 of 15 work', tone: 'plain' },
    ],
    actions: [
      { label: 'Pause Here', command: 'daymark.pause' },
      { label: 'Change What Is Recorded', setting: 'daymark.privacy' },
    ],
  },
  {
    id: 'hub',
    title: 'Other Editors and Browsers',
    facts: [
      { label: 'Hub', text: 'Answers on http://127.0.0.1:38417', tone: 'good' },
      { label: 'vim', text: 'last heartbeat', at: sampleNow - 2 * minute },
      { label: 'aw-watcher-window', text: 'last heartbeat', at: sampleNow - 3 * minute },
      { label: 'Refused', text: '2 requests: A valid token is required. Last', at: sampleNow - 90 * minute },
      { label: 'Tokens', text: 'My editors: write, read; Browser (Firefox): browser' },
    ],
    actions: [
      { label: 'Change Hub Settings', setting: 'daymark.hub' },
      { label: 'Show Hub Status', command: 'daymark.showHubStatus' },
      { label: 'Connect WakaTime Client', command: 'daymark.connectWakaTime' },
      { label: 'Pair Browser', command: 'daymark.pairBrowser' },
      { label: 'Create Hub Token', command: 'daymark.createHubToken' },
      { label: 'Revoke Hub Token', command: 'daymark.revokeHubToken' },
    ],
  },
  {
    id: 'ai',
    title: 'AI',
    facts: [
      { label: 'State', text: 'On' },
      { label: 'Provider', text: 'Claude' },
      { label: 'API key', text: 'none yet: the built-in rules are used', tone: 'bad' },
    ],
    actions: [{ label: 'Set Claude API Key', command: 'daymark.setClaudeKey', primary: true }],
  },
  {
    id: 'data',
    title: 'Data',
    facts: [
      { label: 'State', text: 'Works', tone: 'good' },
      { label: 'Size', text: '4.2 MB, 81204 facts' },
      { label: 'Folder', text: '/home/ada/.config/Code/User/globalStorage/daymark.daymark' },
    ],
    actions: [
      { label: 'Export', command: 'daymark.exportData' },
      { label: 'Erase', command: 'daymark.eraseData' },
    ],
  },
];

/** The settings page with everything connected, and two things that are not well. */
export const sampleSetup = setupView.parse({ sections });
