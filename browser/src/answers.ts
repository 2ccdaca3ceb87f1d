import { listOf, number, oneOf, shape, text } from '../../src/core/base/checks.ts';
import {
  categoryColors,
  categoryWorths,
  type Category,
  type CategoryList,
  type CategoryRule,
} from '../../src/core/categories/categories.ts';
import type { CompanionState } from '../../src/core/views/companion.ts';

/** The hub has no more of either. */
const most = 1000;

const isCategory = shape<Omit<Category, 'parent'>, { parent: string }>(
  { id: text(1, 200), name: text(0, 200), color: oneOf(categoryColors), counts: oneOf(categoryWorths) },
  { parent: text(0, 200) },
);
const isRule = shape<Pick<CategoryRule, 'id' | 'category'>, { domain: string }>(
  { id: text(1, 300), category: text(1, 200) },
  { domain: text(0, 300) },
);
const isList = shape<CategoryList>({ categories: listOf(isCategory, most), rules: listOf(isRule, most) });
const isFocus = shape<{ phase: CompanionState['focus']['phase'] }, { until: number }>(
  { phase: oneOf(['none', 'focus', 'break', 'ready']) },
  { until: number(0, Date.UTC(2101, 0)) },
);

/** Tells whether an answer of the hub is a state. What is kept of it decides what the companion shows, also without the hub. */
export const isCompanionState = shape<Omit<CompanionState, 'categories'>, { categories: CategoryList }>(
  { todayMinutes: number(0, 1_000_000), focus: isFocus },
  { categories: isList },
);
