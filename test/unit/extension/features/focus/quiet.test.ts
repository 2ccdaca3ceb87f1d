import assert from 'node:assert/strict';
import { Quiet } from '../../../../../src/extension/quiet.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

describe('what a focus session holds back', () => {
  it('is shown after it, each kind once, and at once without a session', () => {
    const quiet = new Quiet();
    const shown: string[] = [];
    const show = (key: string, text: string) => quiet.show(key, () => shown.push(text));
    show('a', 'before');
    quiet.set({ notices: true, badges: true });
    show('a', 'first');
    show('b', 'other');
    show('a', 'second');
    assert.deepEqual(shown, ['before']);
    quiet.set({ notices: false, badges: false });
    assert.deepEqual(shown, ['before', 'second', 'other']);
    quiet.set({ notices: false, badges: true });
    show('a', 'held are badges only');
    assert.equal(shown.length, 4);
  });

  it('is no error, and no warning that no longer holds', async () => {
    const { Notices } = await withFakeVscode(() => import('../../../../../src/extension/notices.ts'));
    const waiting: (() => unknown)[] = [];
    const asked: string[] = [];
    const memory = { get: () => undefined, update: async () => undefined };
    const notices = new Notices(memory as never, { show: (key, show) => (asked.push(key), waiting.push(show)) });
    notices.hold({ id: 'disk', severity: 'error', text: 'The disk is full.' } as never);
    assert.deepEqual(asked, []);
    notices.hold({ id: 'file', severity: 'warning', text: 'A file can not be read.' } as never);
    assert.deepEqual(asked, ['file']);
    notices.clear('file');
    assert.equal(waiting[0]?.(), false);
  });
});
