/**
 * How JSON Schemas describe numbers with a unit. The command line recognizes them by it and shows local times and hours instead.
 */
export const unitTexts = { instant: 'Milliseconds since the epoch.', duration: 'Milliseconds.' } as const;
