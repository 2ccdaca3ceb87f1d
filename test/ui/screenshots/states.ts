import type { Page } from 'playwright-core';
import type { Dashboard } from '../../../src/core/views/views.ts';
import { sampleDashboard } from '../../fakes/viewHost/sampleDashboard.ts';

/** A state of the dashboard that is photographed. */
export interface PhotoState {
  readonly name: string;
  /** Parameters of the stand-alone page, see `fakes/viewHost/fakeHost.ts`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Parts of the snapshot that are otherwise. */
  readonly with?: Partial<Dashboard>;
  /** Present when the page is ready; default: its last panel. */
  readonly ready?: string;
  /** Control to press first. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).first();

const { plan, feed } = sampleDashboard();
/** A feed with an end loads nothing more while things further down are pressed. */
const shortFeed = { items: feed.items.slice(0, 8), more: false };
const locked = { label: 'Enter Recovery Key', command: 'daymark.enterRecoveryKey' };

/** Every state that the dashboard was designed for; in each all panels stand that it has. */
export const photoStates: readonly PhotoState[] = [
  { name: 'day' },
  {
    name: 'agents',
    query: { agents: 'yes' },
    with: { feed: shortFeed },
    prepare: async (page) => {
      const toggle = page.locator('#panel-agents .panel-toggle');
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
      await button(page, 'How agent time and your time overlap').click();
      await button(page, 'What came of it, last 30 days').click();
      await page.getByText('In no commit').waitFor();
    },
  },
  { name: 'first', query: { state: 'first' } },
  { name: 'loading', query: { delay: '100000' }, ready: '.skeleton' },
  { name: 'failed', query: { fail: 'dashboard.get' }, ready: '.failure' },
  {
    name: 'banners',
    with: {
      demo: true,
      tracking: 'paused',
      notices: [
        { id: 'v', severity: 'warning', text: '12 names are locked: another device recorded them.', action: locked },
        { id: 'e', severity: 'error', text: 'The disk is full. What happens now is kept in memory.' },
      ],
    },
  },
  {
    name: 'plans',
    with: {
      feed: shortFeed,
      nextPlan: plan && { ...plan, day: '2026-11-21', tasks: plan.tasks.map((t) => ({ ...t, id: `n${t.id}` })) },
    },
    prepare: async (page) => {
      await button(page, /^Start "Fix/).click();
      await page.locator('.task-toggle').nth(1).click();
      await button(page, 'Edit').click();
      await button(page, /^Yesterday: /).click();
    },
  },
  {
    name: 'opened',
    with: { feed: shortFeed },
    prepare: async (page) => {
      await button(page, 'What Makes Up the Score').click();
      await button(page, 'Evidence').click();
      await button(page, 'Delete "Stand-up"').click();
      await button(page, 'Filter').click();
    },
  },
  {
    name: 'goals',
    with: { feed: shortFeed },
    prepare: async (page) => {
      const toggle = page.locator('#panel-goals .panel-toggle');
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
      await button(page, /^At most 5h of Meeting/).click();
      await button(page, 'Days Off').click();
      await button(page, 'Add Goal').click();
    },
  },
  {
    name: 'tasks',
    with: { feed: shortFeed },
    prepare: async (page) => {
      const tasks = page.locator('#panel-tasks');
      const toggle = tasks.locator('.panel-toggle');
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
      await tasks.getByRole('article').first().focus();
      await page.keyboard.press('c');
      await tasks.getByRole('textbox', { name: 'Add a subtask' }).fill('Write a failing test');
      await page.keyboard.press('Enter');
      await tasks.getByRole('checkbox', { name: 'Write a failing test' }).first().waitFor();
      await tasks.getByRole('article').nth(1).focus();
      await page.keyboard.press('x');
      await tasks.getByRole('form', { name: '1 task selected' }).waitFor();
      await button(page, 'Tasks in numbers').click();
      await tasks.getByRole('region', { name: 'Tasks by week' }).waitFor();
    },
  },
  {
    name: 'time',
    with: { feed: shortFeed },
    prepare: async (page) => {
      const toggle = page.locator('#panel-time .panel-toggle');
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
      await button(page, /^Call with the customer/).click();
      await button(page, 'Add Entry').click();
    },
  },
  {
    name: 'lookBack',
    prepare: async (page) => {
      for (const id of ['heatMap', 'calendar', 'top']) {
        const toggle = page.locator(`#panel-${id} .panel-toggle`);
        if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
      }
      await page.locator('#panel-activity').getByLabel('Range').selectOption('365');
      await page.locator('#panel-activity').getByLabel('Grouping').selectOption('project');
      await button(page, /^daymark, 22h/).click();
      await page.locator('#panel-calendar').getByRole('button', { name: 'Show as Table' }).click();
    },
  },
  {
    name: 'otherDay',
    prepare: async (page) => {
      await button(page, 'Previous Day').click();
      await page.getByText(/score 83/).waitFor();
      await button(page, 'Zoom In').click();
      await page.locator('#panel-timeline').getByRole('button', { name: 'Show as Table' }).click();
    },
  },
  {
    name: 'rangeFailed',
    query: { fail: 'activity.range' },
    prepare: (page) => page.locator('#panel-activity').getByLabel('Range').selectOption('90'),
  },
  { name: 'log', prepare: (page) => button(page, 'Log Activity').click() },
  {
    name: 'settings',
    ready: '#panel-receipts',
    prepare: async (page) => {
      await page.locator('#panel-feed').waitFor();
      await button(page, 'Settings').click();
    },
  },
];
