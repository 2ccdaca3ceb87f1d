import type { ActivityKind, Source } from '../shared/activity.ts';
import type { Where } from '../shared/signal.ts';

/** What is known when a kind is decided. */
export interface KindContext {
  readonly type: 'edit' | 'move' | 'save' | 'focus';
  readonly where: Where;
  readonly debugging: boolean;
  readonly sinceEditMs: number;
}

export interface KindRule {
  readonly id: string;
  readonly reason: string;
  readonly kind: ActivityKind;
  readonly source: Source;
  readonly matches: (context: KindContext) => boolean;
}
