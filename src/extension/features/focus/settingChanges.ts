import { shape, listOf, text, whole } from '../../../core/base/checks.ts';
import { jsonOf } from '../../../core/base/jsonOf.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';

/** The user's settings of VS Code, as this window knows them. */
export interface UserSettings {
  get(setting: string): unknown;
  /** @param value `undefined` removes the setting */
  set(setting: string, value: unknown): Promise<void>;
}

/** A setting, or with `key` a property of one, that is to have a value for a while. */
export interface WantedSetting {
  readonly setting: string;
  readonly key?: string;
  readonly ours: string;
}

interface Change extends WantedSetting {
  /** Its previous value; absent if it was not set. */
  readonly before?: unknown;
}

interface SavedChanges {
  readonly until: number;
  readonly changes: readonly Change[];
}

const mostBytes = 100_000;
const isChange = shape<Pick<WantedSetting, 'setting' | 'ours'>, { key: string; before: unknown }>(
  { setting: text(1, 200), ours: text(0, 200) },
  { key: text(1, 200), before: (value): value is unknown => value !== undefined },
);
const isSaved = shape<SavedChanges>({ until: whole(0, Number.MAX_SAFE_INTEGER), changes: listOf(isChange, 50) });

/**
 * Changes user settings temporarily, and restores them. Each change is first written to a file that all windows share, so that after a
 * crash any window can restore it. A setting that someone else changed in the meantime stays.
 */
export class SettingChanges {
  readonly #file: string;
  readonly #settings: UserSettings;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string, settings: UserSettings) {
    this.#file = file;
    this.#settings = settings;
  }

  /** Time at which the changes end, in ms since the epoch; undefined if nothing is changed. */
  get until(): number | undefined {
    return this.#read()?.until;
  }

  /**
   * Changes settings, unless another window has. Rejects when the file or a setting can't be written.
   * @param until when to restore them, for any window
   */
  apply(wanted: readonly WantedSetting[], until: number): Promise<void> {
    return this.#inTurn(async () => {
      const changes = wanted.map((one): Change => {
        const before = valueOf(this.#settings.get(one.setting), one.key);
        return { ...one, ...(before !== undefined && { before }) };
      });
      if (changes.length === 0 || !this.#save({ until, changes })) return;
      for (const [setting, own] of bySetting(changes)) {
        const present = this.#settings.get(setting);
        const next = own.reduce((value, { key, ours }) => withValue(value, key, ours), present);
        await this.#settings.set(setting, next);
      }
    });
  }

  /**
   * Puts back what still is as it was changed. Rejects when a setting can't be written; then it is tried again the next time.
   * @param knows whether this window sees current settings: one that differs was changed by someone, and is not touched anymore. An open
   * window of a VS Code server doesn't notice other windows' changes, so it keeps the file for the next start.
   */
  restore(knows: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const saved = this.#read();
      if (!saved) return nodeFiles.remove(this.#file);
      let differs = false;
      for (const [setting, own] of bySetting(saved.changes)) {
        const present = this.#settings.get(setting);
        const ours = own.filter((one) => valueOf(present, one.key) === one.ours);
        differs ||= ours.length < own.length;
        if (ours.length === 0) continue;
        const next = ours.reduce((value, { key, before }) => withValue(value, key, before), present);
        await this.#settings.set(setting, next);
      }
      if (knows || !differs) nodeFiles.remove(this.#file);
    });
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** An incomplete file was written by a process that died before changing anything. */
  #read(): SavedChanges | undefined {
    const bytes = nodeFiles.readBounded(this.#file, mostBytes);
    const found = bytes instanceof Uint8Array ? jsonOf(Buffer.from(bytes).toString()) : undefined;
    return isSaved(found) ? found : undefined;
  }

  /** @returns false if there is one already: another window was first */
  #save(saved: SavedChanges): boolean {
    try {
      nodeFiles.create(this.#file, Buffer.from(JSON.stringify(saved)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    nodeFiles.sync(this.#file);
    return true;
  }
}

function bySetting(changes: readonly Change[]): Map<string, Change[]> {
  return Map.groupBy(changes, ({ setting }) => setting);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueOf(value: unknown, key: string | undefined): unknown {
  return key === undefined ? value : isObject(value) ? value[key] : undefined;
}

/** A value with one property set, or removed with `undefined`; nothing is left of an object that is empty then. */
function withValue(value: unknown, key: string | undefined, next: unknown): unknown {
  if (key === undefined) return next;
  const { [key]: _before, ...others } = isObject(value) ? value : {};
  const changes = next === undefined ? others : { ...others, [key]: next };
  return Object.keys(changes).length > 0 ? changes : undefined;
}
