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
    const address = pageAddress(pendingUrl ?? url);
    const host = address && domainsOf(address.host).find((domain) => hosts.includes(domain));
    // A background tab may be needed later, so it stays until someone switches to it. The companion's page opens in no private window, and
    // other windows would have its address in their history: there, only the rule blocks.
    if (host === undefined || id === undefined || !active || incognito) continue;
    const page = new URL(chrome.runtime.getURL('blocked.html'));
    page.hash = new URLSearchParams({ site: host, to: pendingUrl ?? url ?? '' }).toString();
    await chrome.tabs.update(id, { url: page.href }).catch(() => undefined);
  }
}
