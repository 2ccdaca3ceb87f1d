import { Emitter } from '../core/base/event.ts';
import type { AppEvent } from '../core/events/appEvents.ts';
import { perWindow } from './perWindow.ts';

/** Tells that an AI agent in this window's folders waits for its user. The feature that follows agents fires it. */
export const agentWaits = perWindow(() => new Emitter<AppEvent>());
