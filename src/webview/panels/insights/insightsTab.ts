/** Tabs of the insights. */
export type InsightsTab = 'bottlenecks' | 'patterns' | 'suggestions';
