/** Days of a week from Monday, for the names of the weekdays. */
export const weekdays: readonly string[] = Array.from({ length: 7 }, (_, index) => `2024-01-0${index + 1}`);
