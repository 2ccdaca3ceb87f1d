import type { Feature } from '../feature.ts';
import { chat } from './chat/chat.ts';
import { privacy } from './privacy/privacy.ts';
import { tracking } from './tracking/tracking.ts';

/**
 * The features that start while VS Code activates Daymark, in this order: `privacy` before `tracking` creates the first signal, and VS Code
 * requests what `chat` registers as soon as Daymark is active. Everything they import costs time whenever VS Code starts.
 */
export const features: readonly Feature[] = [privacy, tracking, chat];
