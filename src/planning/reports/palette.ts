import type { CategoryColor } from '../../core/categories/categories.ts';

/** A color as `#rrggbb`, for white pages and paper, and for dark pages. */
interface PageColor {
  readonly light: string;
  readonly dark: string;
}

/** The colors of bars outside of VS Code. Each has a contrast of 3:1 or more to its page (WCAG 1.4.11). */
export const barColors: Readonly<Record<CategoryColor, PageColor>> = {
  blue: { light: '#2e70d1', dark: '#5b9bf0' },
  green: { light: '#2a8a4a', dark: '#4cc38a' },
  yellow: { light: '#9a7500', dark: '#d9b23a' },
  orange: { light: '#c25a00', dark: '#f0883e' },
  red: { light: '#c93030', dark: '#f47067' },
  purple: { light: '#8250c8', dark: '#b392f0' },
  gray: { light: '#6b7280', dark: '#9aa4b2' },
};

/** White paper, and the backgrounds of saved pages. */
export const pageColors: PageColor = { light: '#ffffff', dark: '#1b1d21' };
