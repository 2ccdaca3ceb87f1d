/**
 * Descriptions of numbers with a unit in JSON Schemas. The command line recognizes them by it and shows local times and hours instead; an
 * instant that needs more words ends with its text.
 */
export const unitTexts = { instant: 'Milliseconds since the epoch.', duration: 'Milliseconds.' } as const;
