import assert from 'node:assert/strict';
import { sampleDashboard } from '../../fakes/viewHost/sampleDashboard.ts';
import { withView, type View } from './openView.ts';

const seen = async (view: View, method: string) => (await view.calls(method)).map(({ params }) => params);

describe('generating a plan', () => {
  it('makes one for tomorrow under its own heading', async () => {
    await withView({}, async (view) => {
      const { page, button } = view;
      await button('Generate Plan').click();
      await page.waitForFunction(() => document.querySelectorAll('.next-plan .task').length === 4);
      await page.getByRole('heading', { name: 'Tomorrow, Saturday, November 21' }).waitFor();
      assert.deepEqual(await seen(view, 'plan.generate'), [{ replace: false }]);
      await view.heard('Plan made: 4 tasks');
    });
  });

  it('asks in place before it replaces one', async () => {
    await withView({ with: { planFor: '2026-11-20' } }, async (view) => {
      const { page, button } = view;
      await button('Generate Again').click();
      await page.getByText('There is a plan for Friday, November 20. Replace it?').waitFor();
      await page.getByText('Tasks that you completed or added yourself are kept.').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement?.textContent === 'Generate Again');
      assert.deepEqual(await seen(view, 'plan.generate'), []);
      await button('Generate Again').click();
      await button('Replace Plan').click();
      await page.waitForFunction(() => document.querySelectorAll('.task').length === 4);
      assert.deepEqual(await seen(view, 'plan.generate'), [{ replace: true }]);
    });
  });

  it('asks too when another window was quicker', async () => {
    await withView({ with: { planFor: '2026-11-20', plan: null } }, async (view) => {
      const { page, button } = view;
      await button('Generate Plan').waitFor();
      await page.evaluate(
        (plan) => (window.fakeHost.dashboard = { ...window.fakeHost.dashboard, plan }),
        sampleDashboard().plan,
      );
      await button('Generate Plan').click();
      await page.getByText('There is a plan for Friday, November 20. Replace it?').waitFor();
    });
  });

  it('says that it failed, and keeps the button', async () => {
    await withView({ fail: 'plan.generate', delay: 1500 }, async ({ page, button }) => {
      await button('Generate Plan').click();
      await page.getByText('Making the plan…').waitFor();
      await page.getByRole('alert').getByText('The file is damaged.').waitFor();
      assert.ok(await button('Generate Plan').isVisible());
    });
  });
});
