import { disposeAll } from '../../core/base/event.ts';
import { commands, extensions, l10n, window } from 'vscode';
import { AppError } from '../../core/base/appError.ts';
import type { AppEvent } from '../../core/events/appEvents.ts';
import { appEvents } from '../appEvents.ts';
import { actionOf, operate } from '../operate.ts';
import type { Services } from '../services.ts';
import { grants, type Grant } from './grants.ts';
import { namelessly } from './namelessly.ts';
import { pluginLinks } from './pluginLinks.ts';
import type { DaymarkApi, DaymarkEvent, DaymarkRequest, DaymarkScope } from './pluginTypes.ts';
import { pluginSource } from './pluginSource.ts';
import { unlinked } from '../unlinked.ts';

const scopes: readonly DaymarkScope[] = ['read', 'names', 'write', 'source', 'links'];
const longestTitle = 60;

/** Connects another extension, after the user agreed to the scopes that it requests. */
export async function connectPlugin(services: Services, request: DaymarkRequest): Promise<DaymarkApi> {
  const grant = checked(request);
  if (!grants.holds(services, grant) && !(await ask(grant)))
    throw new AppError('not-allowed', l10n.t('{0} was not allowed to use Daymark.', grant.title));
  await grants.add(services, grant);
  return new PluginApi(services, grant).api;
}

/** Input from another extension may be anything. */
function checked({ extension, scopes: wanted }: DaymarkRequest): Grant {
  const found = extensions.getExtension(String(extension));
  if (!found) throw new AppError('invalid-input', `extension: there is no extension ${String(extension)}`);
  const known = Array.isArray(wanted) ? scopes.filter((scope) => wanted.includes(scope)) : [];
  if (known.length === 0 || known.length < wanted.length)
    throw new AppError('invalid-input', `scopes: name some of ${scopes.join(', ')}`);
  const { displayName } = found.packageJSON as { readonly displayName?: unknown };
  return { extension: found.id, title: typeof displayName === 'string' ? displayName : found.id, scopes: known };
}

async function ask({ extension, title, scopes: wanted }: Grant): Promise<boolean> {
  const words: Readonly<Record<DaymarkScope, string>> = {
    read: l10n.t('read figures'),
    names: l10n.t('read names of projects, files, and tasks'),
    write: l10n.t('change data'),
    source: l10n.t('add time'),
    links: l10n.t('add links to the settings page'),
  };
  const allow = l10n.t('Allow');
  const list = wanted.map((scope) => words[scope]).join(', ');
  // An extension chooses its title freely; its id is unique.
  const question = l10n.t('The extension "{0}" ({1}) wants to use Daymark: {2}.', title, extension, list);
  return (await window.showInformationMessage(unlinked(question), allow, l10n.t("Don't Allow"))) === allow;
}

/** The access of one extension. Each call checks whether it still has it. */
class PluginApi {
  readonly #services: Services;
  readonly #grant: Grant;

  constructor(services: Services, grant: Grant) {
    this.#services = services;
    this.#grant = grant;
  }

  get api(): DaymarkApi {
    return Object.freeze<DaymarkApi>({
      run: (operation, params = {}) => this.#run(String(operation), params),
      onDidHappen: (listener) => {
        this.#need('read');
        return appEvents(this.#services)((event) => this.#may('read') && listener(this.#shown(event)));
      },
      onDidChange: (listener) => {
        this.#need('read');
        const { onDidChange, recorder } = this.#services;
        const tell = () => this.#may('read') && listener();
        return disposeAll(onDidChange(tell), recorder.onDidGrow(tell));
      },
      addSource: (id) => {
        this.#need('source');
        return pluginSource(this.#services, { id, may: () => this.#may('source') });
      },
      addLink: ({ title, command }) => {
        this.#need('links');
        const text = String(title).trim().slice(0, longestTitle);
        if (text === '' || typeof command !== 'string')
          throw new AppError('invalid-input', 'link: a title and a command');
        const run = async (): Promise<void> => void (await commands.executeCommand(command));
        return pluginLinks(this.#services).add({ title: text, from: this.#grant.title, run });
      },
    });
  }

  async #run(operation: string, params: object): Promise<unknown> {
    this.#need('read');
    const action = await actionOf('http', operation);
    if (action && action.access !== 'read') this.#need('write');
    const result = await operate(this.#services, { transport: 'http', operation, params });
    return this.#may('names') ? result : namelessly(this.#services, result);
  }

  #shown({ id, type, at, data, names }: AppEvent): DaymarkEvent {
    return { id, type, at, data: this.#may('names') ? { ...data, ...names } : data };
  }

  #may(scope: DaymarkScope): boolean {
    return this.#grant.scopes.includes(scope) && grants.holds(this.#services, this.#grant);
  }

  #need(scope: DaymarkScope): void {
    if (!this.#may(scope)) throw new AppError('not-allowed', `The scope "${scope}" was not granted.`);
  }
}
