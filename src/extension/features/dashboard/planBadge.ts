import { Disposable, l10n, type Memento, type ViewBadge } from 'vscode';
import { type Day } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { Services } from '../../services.ts';

/** The day of a plan that nobody has looked at yet, for all windows. */
const key = 'daymark.unreadPlan';

/** A `WebviewView`, as far as a badge concerns it. */
interface BadgeHolder {
  readonly visible: boolean;
  badge?: ViewBadge | undefined;
}

type BadgeServices = Pick<Services, 'readOptions' | 'dashboard' | 'quiet'> & {
  readonly context: { readonly globalState: Memento };
};

/** Marks the view while there is a plan that nobody has looked at, until its day is over. */
export class PlanBadge extends Disposable {
  readonly #services: BadgeServices;
  #view: BadgeHolder | undefined;

  constructor(services: BadgeServices) {
    const listener = services.dashboard.onDidMakePlan((day) => void this.#made(day));
    const quiet = services.quiet.onDidChange(() => this.#view && this.update(this.#view));
    super(() => {
      listener.dispose();
      quiet.dispose();
    });
    this.#services = services;
  }

  /** The view was made, shown or hidden. A view that is shown is looked at. */
  update(view: BadgeHolder): void {
    this.#view = view;
    if (view.visible) void this.#services.context.globalState.update(key, undefined);
    this.#show(view.visible ? undefined : this.#services.context.globalState.get<Day>(key));
  }

  async #made(day: Day): Promise<void> {
    if (this.#view?.visible) return;
    await this.#services.context.globalState.update(key, day);
    this.#show(day);
  }

  #show(day: Day | undefined): void {
    const isOver =
      day === undefined || this.#services.quiet.held.badges || day < presentDay(this.#services.readOptions());
    if (!this.#view) return;
    this.#view.badge = isOver ? undefined : { value: 1, tooltip: l10n.t('A new plan for {0}', day) };
  }
}
