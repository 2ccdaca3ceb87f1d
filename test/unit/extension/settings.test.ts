import assert from 'node:assert/strict';
import { defaultGoals } from '../../../src/core/rules/rules.ts';
import { withFakeVscode } from '../../fakes/viewHost/withFakeVscode.ts';
import { configuration } from '../../fakes/configuration/vscode.ts';

const { Settings } = await withFakeVscode(
  () => import('../../../src/extension/settings.ts'),
  new URL('../../fakes/configuration/vscode.ts', import.meta.url).href,
);

describe('the settings', () => {
  beforeEach(() => {
    configuration.values = { 'tracking.idleLimitMinutes': 3, 'goal.hoursPerDay': 'many' };
    configuration.reads = 0;
  });

  it('ask VS Code for a value once, until a setting changes', () => {
    const settings = new Settings();
    const read = () => [settings.timeRules, settings.goals, settings.get('plan.for')];
    const first = read();
    const { reads } = configuration;
    assert.ok(reads > 0);
    for (let i = 0; i < 100; i++) assert.deepEqual(read(), first);
    assert.equal(configuration.reads, reads);
    settings.dispose();
  });

  it('have the new values once one has changed', () => {
    const settings = new Settings();
    assert.equal(settings.timeRules.idleLimitMs, 180_000);
    assert.equal(settings.goals.hoursPerDay, defaultGoals.hoursPerDay, 'a wrong value reads as its default');
    configuration.change({ 'tracking.idleLimitMinutes': 5, 'goal.hoursPerDay': 7 });
    assert.equal(settings.timeRules.idleLimitMs, 300_000);
    assert.equal(settings.goals.hoursPerDay, 7);
    assert.equal(settings.get('goal.hoursPerDay'), 7);
    settings.dispose();
  });

  it('know the clients of projects, once a rate names one', () => {
    const settings = new Settings();
    configuration.change({ 'reports.rates': { shop: { rate: 80 } } });
    assert.equal(settings.clients, undefined);
    configuration.change({ 'reports.rates': { shop: { rate: 80, client: 'Acme' }, '*': { rate: 60 } } });
    assert.deepEqual(settings.clients, { shop: 'Acme', '*': '' });
    settings.dispose();
  });
});
