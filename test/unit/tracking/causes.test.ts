import assert from 'node:assert/strict';
import { causeMs } from '../../../src/tracking/causes.ts';
import { edit, fileA, fileB, startTracker } from './recorded.ts';

const pasting = { type: 'cause', where: fileA, provenance: 'pasted' } as const;
const unknown = edit(fileA, { provenance: 'unknown', added: 5 });

function counted(...steps: (Parameters<ReturnType<typeof startTracker>['accept']>[0] | number)[]) {
  const { accept, clock, spans, tracker } = startTracker();
  for (const step of steps) {
    if (typeof step === 'number') clock.advance(step);
    else accept(step);
  }
  tracker.flush();
  return spans().map(({ edits }) => Object.keys(edits).join());
}

describe('a cause that was seen', () => {
  it('explains the one change that follows in its file', () => {
    assert.deepEqual(counted(pasting, unknown, unknown), ['pasted,unknown']);
    assert.deepEqual(counted(pasting, edit(fileA)), ['pasted']);
    assert.deepEqual(counted(pasting, edit(fileA, { provenance: 'completed' })), ['pasted']);
  });

  it('explains none in another file, later, or of a cause of its own', () => {
    assert.deepEqual(counted(pasting, edit(fileB, { provenance: 'unknown' })), ['unknown']);
    assert.deepEqual(counted(pasting, causeMs + 1, unknown), ['unknown']);
    assert.deepEqual(counted(pasting, edit(fileA, { provenance: 'undone' })), ['undone']);
  });

  it('is no sign of a person by itself', () => {
    assert.deepEqual(counted(pasting), []);
  });
});
