import assert from 'node:assert/strict';
import { sampleDashboard } from '../../fakes/viewHost/sampleDashboard.ts';
import { checkAxe, checkAxeInThemes, checkWidth } from './axe.ts';
import { tabTo, withView, type View } from './openView.ts';

const { plan } = sampleDashboard();
const everything = {
  demo: true,
  tracking: 'paused',
  nextPlan: plan && {
    ...plan,
    day: '2026-11-21',
    tasks: plan.tasks.map((task) => ({ ...task, id: `next.${task.id}` })),
  },
  notices: [
    { id: 'i', severity: 'info', text: 'For your information.' },
    {
      id: 'e',
      severity: 'error',
      text: 'The disk is full.',
      action: { label: 'Settings', command: 'daymark.openSettings' },
    },
  ],
} as const;

/** Opens all that can be opened. */
async function openEverything({ page, button }: View): Promise<void> {
  await button('What Makes Up the Score').click();
  for (const id of ['heatMap', 'calendar', 'top']) await page.locator(`#panel-${id} .panel-toggle`).click();
  for (const id of ['timeline', 'activity', 'heatMap', 'calendar'])
    await page.locator(`#panel-${id}`).getByRole('button', { name: 'Show as Table' }).click();
  await page.locator('#panel-activity').getByLabel('Grouping').selectOption('project');
  await button(/^daymark, 22h/).click();
  await page.locator('.top-days:not([hidden]) li').first().waitFor();
  await page.locator('.disclosure-toggle[aria-expanded=false]').first().click();
  await page.locator('.task-toggle').nth(0).click();
  await page.locator('.task-toggle').nth(1).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).nth(1).click();
  await page.getByRole('textbox', { name: 'Task', exact: true }).fill('');
  await page.keyboard.press('Enter');
  await page.getByText('Enter what to do.').waitFor();
  await button('Add Task').first().click();
  await button('Delete "Stand-up"').click();
}

describe('access for everyone', () => {
  for (const width of [280, 1600])
    it(`has no violation at ${width} px, in any theme`, async () => {
      await withView({ width }, async (view) => {
        await view.page.locator('#panel-feed').waitFor();
        await checkAxeInThemes(view, 'as it is');
        await checkWidth(view.page);
      });
    });

  // The same parts as above in other places, so the colors need no second check.
  it('has no violation at 480 and 900 px', async () => {
    await withView({ width: 480 }, async ({ page }) => {
      await page.locator('#panel-feed').waitFor();
      for (const width of [480, 900]) {
        await page.setViewportSize({ width, height: 900 });
        await checkAxe(page, `${width} px`);
        await checkWidth(page);
      }
    });
  });

  it('has no violation with everything open, in any theme', async () => {
    await withView({ width: 280, with: { ...everything, notices: [...everything.notices] } }, async (view) => {
      await openEverything(view);
      await checkAxeInThemes(view, 'everything open');
      await checkWidth(view.page);
    });
  });

  it('has no violation in the form, in any theme', async () => {
    await withView({ width: 280 }, async (view) => {
      await view.button('Log Activity').first().click();
      const dialog = view.page.getByRole('dialog');
      // The toolkit names a field with the frame after it was shown.
      await dialog.getByRole('textbox', { name: 'Task', exact: true }).waitFor();
      await checkAxeInThemes(view, 'untouched');
      await dialog.getByRole('button', { name: 'Log Activity' }).click();
      await checkAxeInThemes(view, 'with errors');
    });
  });

  it('has no violation in settings, search, a started task and judged insights, in any theme', async () => {
    await withView({ width: 280 }, async (view) => {
      const { page, button } = view;
      await page.locator('.insight').first().waitFor();
      await button('Filter').click();
      await page.getByRole('textbox', { name: 'Search' }).fill('file1');
      await button(/^Start "Fix/).click();
      await button(/^Yesterday: /).click();
      await button('Evidence').first().click();
      await button('Not Useful').first().click();
      await page.locator('.insight-muted').waitFor();
      await checkAxeInThemes(view, 'the dashboard');
      await button('Settings').click();
      await page.locator('.receipts').waitFor();
      await checkAxeInThemes(view, 'the settings');
      await checkWidth(page);
    });
  });

  it('has no violation on the first day and on failure, in any theme', async () => {
    await withView({ width: 280, firstDay: true }, async (view) => {
      await view.page.locator('#panel-feed').waitFor();
      await checkAxeInThemes(view, 'first day');
    });
    await withView({ width: 280, fail: 'dashboard.get' }, async (view) => {
      await view.button('Try Again').waitFor();
      await checkAxeInThemes(view, 'failure', 10);
    });
  });

  it('reaches everything by Tab, with the focus always to be seen', async () => {
    await withView({ width: 280 }, async ({ page, button }) => {
      await page.locator('#panel-feed').waitFor();
      const stops = [
        'Log Activity',
        'What Makes Up the Score',
        'Previous Day',
        'Show as Table',
        'Zoom In',
        'Add Task',
        'Generate Plan',
        'Filter',
      ];
      for (const name of stops) await tabTo(page, button(name).first());
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.locator('body').press('Home');
      const unseen: string[] = [];
      await button('Log Activity').first().focus();
      for (let presses = 0; presses < 50; presses++) {
        await page.keyboard.press('Tab');
        const seen = await page.evaluate(focusIsVisible);
        if (seen) unseen.push(seen);
      }
      assert.deepEqual(unseen, []);
    });
  });

  it('stands still with reduced motion', async () => {
    await withView({ reducedMotion: true }, async ({ page, button }) => {
      await button('Log Activity').first().click();
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      assert.equal(await page.locator('dialog').evaluate((element) => getComputedStyle(element).animationName), 'none');
    });
  });

  it('keeps its charts and checks in forced colours', async () => {
    await withView({ forcedColors: true, theme: 'hcDark' }, async ({ page }) => {
      await page.locator('.timeline-canvas').waitFor();
      // uPlot is loaded after the first paint.
      await page.locator('.activity-canvas canvas').waitFor();
      await page.waitForTimeout(100);
      const colors = await page.locator('.timeline-canvas, .activity-canvas canvas').evaluateAll((canvases) =>
        canvases.map((canvas) => {
          const { width, height } = canvas as HTMLCanvasElement;
          const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
          return new Set(Array.from({ length: data.length / 4 }, (_, at) => data.slice(4 * at, 4 * at + 3).join()))
            .size;
        }),
      );
      assert.ok(colors.length === 2 && colors.every((count) => count > 5), `${colors.join()} colours`);
      await checkAxe(page, 'forced colours');
    });
  });

  it('can be read at 200 %: nothing is cut off in half the width', async () => {
    await withView({ width: 320, height: 400 }, async ({ page }) => {
      await page.locator('#panel-feed').waitFor();
      const cut = await page.evaluate(() =>
        Array.from(document.querySelectorAll<HTMLElement>('p, li, button, h2, h3, td')).flatMap((element) =>
          element.scrollWidth > element.clientWidth + 1 &&
          getComputedStyle(element).overflow === 'hidden' &&
          !element.matches('.visually-hidden')
            ? [element.className]
            : [],
        ),
      );
      assert.deepEqual(cut, []);
    });
  });
});

/** Runs in the page. Returns the focused element if its focus is invisible: no outline, border, or ring. */
function focusIsVisible(): string | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return undefined;
  const holder = element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : element;
  const ring = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder').trim();
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = ring;
  const color = getComputedStyle(probe).color;
  probe.remove();
  const boxes = [element, holder, ...(holder.shadowRoot?.querySelectorAll('.root, .control') ?? [])];
  const shown = boxes.some((box) => {
    const style = getComputedStyle(box);
    return (style.outlineStyle !== 'none' && style.outlineColor === color) || style.borderTopColor === color;
  });
  return shown ? undefined : `${holder.tagName} ${holder.className} ${holder.textContent?.slice(0, 30)}`;
}
