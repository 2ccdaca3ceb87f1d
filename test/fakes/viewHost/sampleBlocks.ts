import type { BlockView, Handlers } from '../../../src/catalog/view.ts';
import type { FakeHost } from './fakeHost.ts';
import { at } from './sampleDashboard.ts';

const minute = 60_000;

/** Time blocks in memory; the plan is placed from 13:00 on, and a block that lies in a review says so. */
export function blockHandlers(host: FakeHost) {
  let blocks: BlockView[] = [];
  const removed = new Map<string, BlockView>();
  const keep = (next: BlockView[]) => {
    blocks = next.sort((a, b) => a.start - b.start);
    host.changed('planBlocks');
  };
  const remove = (ids: readonly string[]) => {
    for (const block of blocks) if (ids.includes(block.id)) removed.set(block.id, block);
    keep(blocks.filter(({ id }) => !ids.includes(id)));
  };
  const review = { start: at(15, 30), end: at(16, 0) };
  const shown = (block: BlockView): BlockView =>
    block.start < review.end && block.end > review.start ? { ...block, overlaps: 'Design review' } : block;
  const place = () => {
    let start = at(13, 0);
    const open = (host.dashboard.plan?.tasks ?? []).filter(({ done }) => !done);
    keep(
      open.map(({ id, title, minutes }): BlockView => {
        const block = {
          id: `b${id}`,
          source: 'plan',
          title,
          task: id,
          start,
          end: start + minutes * minute,
          done: false,
        };
        start = block.end;
        return block as BlockView;
      }),
    );
  };
  const handlers = {
    'blocks.list': async ({ from }) => ({
      days: [{ day: from, blocks: from === host.dashboard.today.day ? blocks.map(shown) : [] }],
    }),
    'blocks.save': async ({ id = '', start, minutes }) => {
      keep(blocks.map((block) => (block.id === id ? { ...block, start, end: start + minutes * minute } : block)));
      return { id };
    },
    'blocks.delete': async ({ id }) => (remove([id]), {}),
    'blocks.restore': async ({ id }) => {
      const block = removed.get(id);
      if (block) keep([...blocks, block]);
      return {};
    },
    'blocks.clear': async () => {
      const ids = blocks.map(({ id }) => id);
      remove(ids);
      return { removed: ids };
    },
  } satisfies Partial<Handlers>;
  return { handlers, place };
}
