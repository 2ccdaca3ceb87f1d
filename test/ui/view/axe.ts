import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { themeNames } from '../../fakes/viewHost/page.ts';
import type { View } from './openView.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type AxeWindow = Window & { readonly axe: typeof axe };

/** The rules that depend on colors; all others have the same result in every theme. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** Fails with every violation and where it is; a run that applied next to no rule fails too. */
export async function checkAxe(page: Page, what: string, leastRules = 20): Promise<void> {
  await check(page, { type: 'tag', values: tags }, { what, leastRules });
}

/** Checks everything in the dark theme, which is on, and colors in all others. */
export async function checkAxeInThemes({ page, changeTheme }: View, what: string, leastRules = 20): Promise<void> {
  const before = await page.evaluate(() => document.body.className);
  await checkAxe(page, what, leastRules);
  for (const theme of themeNames.filter((name) => name !== 'dark')) {
    await changeTheme(theme);
    await check(page, { type: 'rule', values: colorRules }, { what: `${what}, ${theme}`, leastRules: 1 });
  }
  await changeTheme('dark');
  assert.equal(await page.evaluate(() => document.body.className), before);
}

async function check(
  page: Page,
  runOnly: axe.RunOnly,
  { what, leastRules }: { readonly what: string; readonly leastRules: number },
): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  // A part that fades in has too little contrast meanwhile.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  // One passing element per rule is enough.
  const run = (only: axe.RunOnly) =>
    (window as unknown as AxeWindow).axe.run({ runOnly: only, resultTypes: ['violations'] });
  const results: axe.AxeResults = await page.evaluate(run, runOnly);
  const found = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  assert.deepEqual(found, [], what);
  assert.ok(results.passes.length >= leastRules, `${what}: ${results.passes.length} rules applied`);
}

/** Fails when the page is wider than its window. */
export async function checkWidth(page: Page): Promise<void> {
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(fits, 'no scrolling sideways');
}
