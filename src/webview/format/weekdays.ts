/** Days of a week from a Monday on, from which the names of the weekdays are taken. */
export const weekdays: readonly string[] = Array.from({ length: 7 }, (_, index) => `2024-01-0${index + 1}`);
