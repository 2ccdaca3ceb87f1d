/**
 * States of a running agent. `done`: it has finished and waits for the next prompt. `failed`: its work ended with an error. `unknown`: a state
 * that this version doesn't know.
 */
export const liveStates = ['working', 'waiting', 'done', 'failed', 'unknown'] as const;
export type LiveState = (typeof liveStates)[number];
