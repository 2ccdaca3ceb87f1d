import assert from 'node:assert/strict';
import { projectMapOf } from '../../../../src/analytics/corrections/projectMap.ts';
import { explainFigure } from '../../../../src/analytics/why/explain.ts';
import { isProjectRule, type ProjectRule } from '../../../../src/core/rules/projectRules.ts';
import { activity, day, rows, run, span, t } from '../given.ts';

const remotes = { '/home/me/fork': 'github.com/acme/shop', '/home/me/own': 'github.com/me/own' };
const nameOf = (root: string, ...projects: ProjectRule[]) => projectMapOf({ projects, remotes })(root)?.project;

describe('the map of projects', () => {
  it('finds folders with all that is below them, remotes and names', () => {
    assert.equal(nameOf('/home/me/work/a', { folder: '/home/me/work', project: 'Work' }), 'Work');
    assert.equal(nameOf('/home/me/work/a', { folder: '/home/*/work/*', project: 'Work' }), 'Work');
    assert.equal(nameOf('/home/me/worked', { folder: '/home/me/work', project: 'Work' }), undefined);
    assert.equal(nameOf(String.raw`C:\Work\a`, { folder: 'c:/work', project: 'Work' }), 'Work');
    assert.equal(nameOf('/home/me/fork', { remote: 'github.com/ACME/*', project: 'Acme' }), 'Acme');
    assert.equal(nameOf('/home/me/own', { remote: 'github.com/acme/*', project: 'Acme' }), undefined);
    assert.equal(nameOf('/gone', { remote: '**', project: 'Acme' }), undefined);
    assert.equal(nameOf('/home/me/shop', { name: 'shop', project: 'Acme' }), 'Acme');
    assert.equal(nameOf('/home/me/shop', { name: 'me/shop', project: 'Acme' }), 'Acme');
    assert.equal(nameOf('/home/me/workshop', { name: 'shop', project: 'Acme' }), undefined);
  });

  it('asks that all hold which a rule names, and lets the first rule decide', () => {
    const both = { folder: '/home/me', remote: 'github.com/acme/*', project: 'Acme' };
    assert.equal(nameOf('/home/me/own', both, { folder: '/home/me', project: 'Mine' }), 'Mine');
    assert.equal(nameOf('/home/me/fork', both, { folder: '/home/me', project: 'Mine' }), 'Acme');
  });

  it('names spans, what was waited for and what was logged, and is told in the account', () => {
    const all = rows({
      spans: [span(0, 10), span(16, 20), span(30, 40, { project: '/home/me/site' })],
      runs: [run(10, 15)],
      activities: [activity(60, 70, { project: '/home/me/shop' })],
    });
    const rules = { idleLimitMs: 120_000, dayStartsAt: 0, projects: [{ name: 'shop', project: 'Acme' }] };
    const why = explainFigure(all, { figure: { day, project: 'Acme' }, rules, t });
    assert.equal(why.totalMs, 30 * 60_000);
    assert.deepEqual(
      why.entries.flatMap((one) => (one.type === 'work' ? one.mapping : [])),
      [0, 0, 0, undefined],
    );
  });

  it('takes no rule that looks for nothing, or has words it does not know', () => {
    assert.ok(isProjectRule({ folder: '/a', project: 'A' }));
    for (const wrong of [
      { project: 'A' },
      { folder: '/a' },
      { folder: '', project: 'A' },
      { fodler: '/a', project: 'A' },
    ])
      assert.ok(!isProjectRule(wrong));
  });
});
