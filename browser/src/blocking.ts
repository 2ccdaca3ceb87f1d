import { domainsOf } from '../../src/core/categories/sites.ts';
import { pageAddress } from './page.ts';

/** The one rule of the companion. */
const ruleId = 1;

/** Blocks pages of sites and of their subdomains, and no others. The rule ends with the browser; the companion sets it again at the start. */
export async function blockSites(hosts: readonly string[]): Promise<void> {
  const rule = {
    id: ruleId,
    action: { type: 'block' as const },
    condition: { requestDomains: [...hosts], resourceTypes: ['main_frame' as const] },
  };
  await chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [ruleId],
    addRules: hosts.length > 0 ? [rule as chrome.declarativeNetRequest.Rule] : [],
  });
}

/** Shows the companion's page in tabs whose site is blocked, including those that were open before. */
export async function showBlocked(hosts: readonly string[]): Promise<void> {
  if (hosts.length === 0) return;
  for (const { id, url, pendingUrl, active, incognito } of await chrome.tabs.query({})) {
    // A background tab may be needed later, so it stays until someone switches to it.
    if (id !== undefined && active && !incognito) await showPage(id, pendingUrl ?? url ?? '', hosts);
  }
}

/**
 * Shows the companion's page in a tab that was kept from an address. Firefox shows nothing then: the tab stays on the page before, and
 * has no pending address.
 */
export async function showBlockedAt(tab: number, url: string, hosts: readonly string[]): Promise<void> {
  const { incognito } = await chrome.tabs.get(tab);
  if (!incognito) await showPage(tab, url, hosts);
}

/**
 * Replaces a page of a blocked site. Never in a private window: there, only the rule blocks, since the companion's page opens in none in
 * some browsers, and other windows would have its address in their history.
 */
async function showPage(tab: number, url: string, hosts: readonly string[]): Promise<void> {
  const address = pageAddress(url);
  const host = address && domainsOf(address.host).find((domain) => hosts.includes(domain));
  if (host === undefined) return;
  const page = new URL(chrome.runtime.getURL('blocked.html'));
  page.hash = new URLSearchParams({ site: host, to: url }).toString();
  await chrome.tabs.update(tab, { url: page.href }).catch(() => undefined);
}
