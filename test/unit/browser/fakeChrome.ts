/** The parts of the browser's API that the companion uses. A test sets what is in front and who is there. */
export class FakeChrome {
  stored: Record<string, unknown> = {};
  /** Contents of the storage in memory. */
  copy: Record<string, unknown> = {};
  refusesCopy = false;
  url: string | undefined = 'https://example.com/a';
  isFocused = true;
  isPrivate = false;
  isAudible = false;
  presence: 'active' | 'idle' | 'locked' = 'active';
  badge = '';
  blocked: string[] = [];
  shown: string[] = [];
  /** Categories that were chosen and not delivered. */
  get choices(): unknown {
    return (this.stored['settings'] as { categories?: unknown } | undefined)?.categories;
  }

  readonly api = {
    storage: {
      local: {
        get: async () => structuredClone(this.stored),
        set: async (parts: object) => void Object.assign(this.stored, structuredClone(parts)),
      },
      session: {
        get: async () => structuredClone(this.copy),
        set: async (parts: object) => {
          if (this.refusesCopy) throw new Error('quota exceeded');
          Object.assign(this.copy, structuredClone(parts));
        },
        clear: async () => void (this.copy = {}),
      },
    },
    idle: { setDetectionInterval: () => undefined, queryState: async () => this.presence },
    alarms: { get: async () => undefined, create: async () => undefined },
    action: {
      setBadgeText: async ({ text }: { text: string }) => void (this.badge = text),
      setBadgeBackgroundColor: async () => undefined,
    },
    windows: {
      getLastFocused: async () => {
        const tab = { id: 1, active: true, url: this.url, audible: this.isAudible };
        return {
          focused: this.isFocused,
          incognito: this.isPrivate,
          tabs: [{ active: false, url: 'https://back.com/' }, tab],
        };
      },
    },
    tabs: {
      query: async () => [{ id: 1, active: true, url: this.url, incognito: this.isPrivate }],
      get: async () => ({ incognito: this.isPrivate }),
      update: async (_: number, { url }: { url: string }) => void this.shown.push(url),
    },
    runtime: { getURL: (name: string) => `chrome-extension://id/${name}` },
    declarativeNetRequest: {
      updateSessionRules: async ({ addRules }: { addRules: { condition: { requestDomains: string[] } }[] }) => {
        this.blocked = addRules.flatMap(({ condition }) => condition.requestDomains);
      },
    },
  };
}
