import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import { screen } from '../../../fakes/window/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { saveImageAs } = await withFakeVscode(
  () => import('../../../../src/extension/features/dashboard/saveImage.ts'),
  new URL('../../../fakes/window/vscode.ts', import.meta.url).href,
);

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);
const save = (data = bytes) => saveImageAs({ name: 'daymark-milestones', png: data.toString('base64') }, translator());

describe('an image of the dashboard', () => {
  beforeEach(() => {
    screen.files.clear();
    screen.target = undefined;
  });

  it('is written where the person chose, and nowhere else', async () => {
    assert.equal(await save(), false);
    assert.equal(screen.files.size, 0);
    screen.target = '/home/ada/mine.png';
    assert.equal(await save(), true);
    assert.deepEqual([...screen.files], [['/home/ada/mine.png', bytes]]);
  });

  it('is a PNG', async () => {
    screen.target = '/home/ada/mine.png';
    await assert.rejects(save(Buffer.from('<script>')), /isn't a PNG image/);
    assert.equal(screen.files.size, 0);
  });
});
