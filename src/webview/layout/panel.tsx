import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../controls/icon.tsx';
import { useKept } from '../state/app.ts';
import { usePainted } from '../state/painted.ts';
import './panel.css';

interface PanelProps {
  readonly id: string;
  readonly title: string;
  /** A few words beside the title of a closed panel. */
  readonly note?: string | undefined;
  readonly actions?: ComponentChildren;
  /** Initially closed where there is little room. */
  readonly closedWhenNarrow?: boolean;
  /** Below the fold on most screens, so its content comes after the first paint. */
  readonly late?: boolean;
  readonly children: ComponentChildren;
}

/** The width in pixels from which there is room for more than the day at a glance; as in layout.css. */
const roomyPx = 640;

/** State of whether a panel is open, remembered. */
export function usePanelOpen(id: string, initial = true): [boolean, (open: boolean) => void] {
  return useKept(`open.${id}`, initial);
}

/** A section with a heading that opens and closes it, like those of VS Code's own views. */
export function Panel({ id, title, note, actions, closedWhenNarrow, late, children }: PanelProps) {
  const [open, setOpen] = usePanelOpen(id, !closedWhenNarrow || innerWidth >= roomyPx);
  const isPainted = usePainted();
  const waits = late === true && !isPainted;
  const body = useId();
  return (
    <section class="panel" aria-labelledby={`${id}-title`} id={`panel-${id}`}>
      <header class="panel-header">
        <h2 class="panel-heading">
          <button
            type="button"
            class="panel-toggle"
            aria-expanded={open}
            aria-controls={body}
            onClick={() => setOpen(!open)}
          >
            <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
            <span id={`${id}-title`}>{title}</span>
            {note && !open && <span class="panel-note">{note}</span>}
          </button>
        </h2>
        {open && <div class="panel-actions">{actions}</div>}
      </header>
      <div class={waits ? 'panel-body panel-body-waiting' : 'panel-body'} id={body} hidden={!open}>
        {open && !waits && children}
      </div>
    </section>
  );
}
