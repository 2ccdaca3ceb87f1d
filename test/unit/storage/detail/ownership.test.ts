import assert from 'node:assert/strict';
import { Ownership } from '../../../../src/storage/detail/ownership.ts';

type Claimed = readonly [start: number, end: number, of: string, rank?: number, id?: string];

/** The pieces that claims are divided into, as text: `0-10 a`. */
function pieces(claims: readonly Claimed[], ...passes: readonly number[]): string[] {
  const taken: string[] = [];
  const ownership = new Ownership<string>(({ start, end, of }) => void taken.push(`${start}-${end} ${of}`));
  for (const [start, end, of, rank = 0, id = ''] of claims) ownership.add({ start, end, of, rank, id });
  for (const at of passes.length > 0 ? passes : [1_000]) ownership.passTo(at);
  return taken;
}

describe('time that several lay claim to', () => {
  it('belongs to the better rank, then to the later start, then to the greater id', () => {
    assert.deepEqual(
      pieces([
        [0, 10, 'a', 1],
        [2, 6, 'b', 0],
      ]),
      ['0-2 a', '2-6 b', '6-10 a'],
    );
    assert.deepEqual(
      pieces([
        [0, 10, 'a', 0],
        [2, 6, 'b', 1],
      ]),
      ['0-10 a'],
    );
    assert.deepEqual(
      pieces([
        [0, 10, 'a'],
        [2, 6, 'b'],
      ]),
      ['0-2 a', '2-6 b', '6-10 a'],
    );
    assert.deepEqual(
      pieces([
        [0, 10, 'a', 0, 'x'],
        [0, 10, 'b', 0, 'y'],
      ]),
      ['0-10 b'],
    );
    assert.deepEqual(
      pieces([
        [0, 10, 'a', 0, 'y'],
        [0, 10, 'b', 0, 'x'],
      ]),
      ['0-10 a'],
    );
  });

  it('goes back to a worse claim that lasts longer', () => {
    assert.deepEqual(
      pieces([
        [0, 20, 'a', 2],
        [5, 15, 'b', 1],
        [8, 10, 'c', 0],
      ]),
      ['0-5 a', '5-8 b', '8-10 c', '10-15 b', '15-20 a'],
    );
  });

  it('is one piece where the same owner continues, and two where there is a gap', () => {
    assert.deepEqual(
      pieces([
        [0, 5, 'a'],
        [5, 10, 'a'],
        [11, 12, 'a'],
      ]),
      ['0-10 a', '11-12 a'],
    );
    assert.deepEqual(
      pieces([
        [0, 5, 'a'],
        [5, 10, 'b'],
      ]),
      ['0-5 a', '5-10 b'],
    );
  });

  it('has a piece for an instant only where nothing else is', () => {
    assert.deepEqual(
      pieces([
        [3, 3, 'a'],
        [5, 5, 'b'],
        [7, 9, 'c'],
      ]),
      ['3-3 a', '5-5 b', '7-9 c'],
    );
    assert.deepEqual(
      pieces([
        [0, 10, 'a'],
        [5, 5, 'b'],
        [10, 10, 'b'],
        [11, 11, 'b'],
      ]),
      ['0-10 a', '11-11 b'],
    );
    assert.deepEqual(
      pieces([
        [3, 3, 'a'],
        [3, 3, 'b'],
      ]),
      ['3-3 a'],
    );
  });

  it('is shared out up to an instant, a longer piece in two', () => {
    assert.deepEqual(pieces([[0, 10, 'a']], 4, 4, 20), ['0-4 a', '4-10 a']);
    assert.deepEqual(pieces([[5, 10, 'a']], 3), []);
  });
});
