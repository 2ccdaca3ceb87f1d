import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useKept } from '../state/app.ts';
import { Icon } from './icon.tsx';
import './disclosure.css';

interface DisclosureProps {
  /** The key under which its open state is remembered. */
  readonly keptAs: string;
  readonly label: string;
  readonly openLabel?: string;
  readonly children: ComponentChildren;
}

/** A line that opens more of it on demand. */
export function Disclosure({ keptAs, label, openLabel, children }: DisclosureProps) {
  const [open, setOpen] = useKept(keptAs, false);
  const id = useId();
  return (
    <div class="disclosure">
      <button
        type="button"
        class="disclosure-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron" class={open ? 'chevron chevron-open' : 'chevron'} />
        {open ? (openLabel ?? label) : label}
      </button>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </div>
  );
}
