import { useEffect } from 'preact/hooks';
import type { EventData } from '../../core/views/contract.ts';
import { useApp } from '../state/app.ts';

type Destination = EventData<'navigate'>['to'];

/** Follows the host to a part of the view: the form, the plan, or the top. */
export function useNavigation(): void {
  const { rpc, openLog, go } = useApp();
  useEffect(() => {
    const listener = rpc.on('navigate', ({ to }) => {
      if (to === 'log') return openLog();
      if (to === 'settings') return go('settings');
      go('dashboard');
      // If the settings were shown, the dashboard's parts exist from the next frame on.
      requestAnimationFrame(() => goTo(to));
    });
    return () => listener.dispose();
  }, [rpc, openLog, go]);
}

/** Shows a panel, opens it when it is closed, and gives its heading the focus. */
export function goTo(to: Exclude<Destination, 'log' | 'settings'> | 'timeline'): void {
  if (to === 'top') {
    window.scrollTo(0, 0);
    return;
  }
  const panel = document.getElementById(`panel-${to}`);
  const toggle = panel?.querySelector<HTMLButtonElement>('.panel-toggle');
  if (toggle?.getAttribute('aria-expanded') === 'false') toggle.click();
  panel?.scrollIntoView();
  toggle?.focus({ preventScroll: true });
}
