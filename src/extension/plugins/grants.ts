import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Services } from '../services.ts';
import type { DaymarkScope } from './pluginTypes.ts';

/** Rights that the user gave an extension. */
export interface Grant {
  readonly extension: string;
  readonly title: string;
  readonly scopes: readonly DaymarkScope[];
}

const key = 'plugins.grants';

/** The permissions of other extensions, stored for all windows. */
export const grants = {
  list: ({ context }: Services): Grant[] => {
    const found = jsonOf(context.globalState.get<string>(key) ?? '[]');
    return Array.isArray(found) ? (found as Grant[]) : [];
  },
  /** Returns true if all of the scopes were granted. */
  holds: (services: Services, { extension, scopes }: Grant): boolean => {
    const known = grants.list(services).find((one) => one.extension === extension);
    return known !== undefined && scopes.every((scope) => known.scopes.includes(scope));
  },
  /** Adds scopes to those that the extension has. */
  add: async (services: Services, grant: Grant): Promise<void> => {
    if (grants.holds(services, grant)) return;
    const all = grants.list(services);
    const before = all.find(({ extension }) => extension === grant.extension)?.scopes ?? [];
    const scopes = [...new Set([...before, ...grant.scopes])];
    const others = all.filter(({ extension }) => extension !== grant.extension);
    await services.context.globalState.update(key, JSON.stringify([...others, { ...grant, scopes }]));
  },
  remove: async (services: Services, extension: string): Promise<void> => {
    const left = grants.list(services).filter((one) => one.extension !== extension);
    await services.context.globalState.update(key, JSON.stringify(left));
  },
};
