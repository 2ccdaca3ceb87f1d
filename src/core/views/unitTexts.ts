/**
 * Descriptions of numbers with a unit in JSON Schemas. The command line recognizes them by it and shows local times and hours instead.
 */
export const unitTexts = { instant: 'Milliseconds since the epoch.', duration: 'Milliseconds.' } as const;
