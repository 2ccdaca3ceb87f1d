import type { ActivityReader } from '../shared/reader.ts';
import type { FeedPage } from '../shared/views.ts';
import type { Context } from './context.ts';

/** A page of the feed: what began before `before` (ms; exclusive), newest first. */
export declare function readFeed(reader: ActivityReader, page: { before: number; limit: number }, context: Context): FeedPage;
