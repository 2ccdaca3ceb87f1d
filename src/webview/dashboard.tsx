import type { Dashboard as DashboardData } from '../core/views/views.ts';
import { Banners } from './layout/banners.tsx';
import { useScoreAnnouncement } from './layout/liveRegion.tsx';
import { PanelBoundary } from './layout/panelBoundary.tsx';
import { useKeptScroll } from './layout/scroll.ts';
import { panels, type Slot } from './panels.ts';
import { useApp } from './state/app.ts';
import './layout/layout.css';

const slots: readonly Slot[] = ['top', 'today', 'plan', 'history', 'feed'];

/** All panels in their places. */
export function Dashboard({ dashboard }: { dashboard: DashboardData }) {
  useKeptScroll();
  useScoreAnnouncement(dashboard);
  const { inEditor } = useApp();
  return (
    <>
      <Banners dashboard={dashboard} />
      <div class="slots">
        {slots.map((slot) => (
          <div key={slot} class={`slot slot-${slot}`}>
            {panels
              .filter((panel) => panel.slot === slot && (inEditor || !panel.needsEditor))
              .map(({ id, View }) => (
                <PanelBoundary key={id}>
                  <View dashboard={dashboard} />
                </PanelBoundary>
              ))}
          </div>
        ))}
      </div>
    </>
  );
}
