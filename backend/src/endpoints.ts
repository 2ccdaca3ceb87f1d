import { authEndpoints } from './accounts/authEndpoints.ts';
import { deviceEndpoints } from './accounts/deviceEndpoints.ts';
import { keyEndpoints } from './accounts/keyEndpoints.ts';
import { githubEndpoints } from './accounts/githubEndpoints.ts';
import { passkeyEndpoints } from './accounts/passkeyEndpoints.ts';
import { sessionEndpoints } from './accounts/sessionEndpoints.ts';
import { mailEndpoints } from './accounts/mailEndpoints.ts';
import { totpEndpoints } from './accounts/totpEndpoints.ts';
import { userEndpoints } from './accounts/userEndpoints.ts';
import { adminEndpoints } from './admin/adminEndpoints.ts';
import { overviewEndpoints } from './admin/overviewEndpoints.ts';
import { assistantEndpoints } from './assistant/assistantEndpoints.ts';
import { eventEndpoints } from './events/eventEndpoint.ts';
import { githubSyncEndpoints } from './events/githubSyncEndpoint.ts';
import { deliveryEndpoints } from './hooks/deliveryEndpoint.ts';
import { hookEndpoints } from './hooks/hookEndpoints.ts';
import type { Endpoint } from './http/endpoint.ts';
import { leaderboardEndpoints } from './leaderboards/leaderboardEndpoints.ts';
import { participantEndpoints } from './leaderboards/participantEndpoints.ts';
import { invitationEndpoints } from './organizations/invitationEndpoints.ts';
import { memberEndpoints } from './organizations/memberEndpoints.ts';
import { organizationEndpoints } from './organizations/organizationEndpoints.ts';
import { projectEndpoints } from './organizations/projectEndpoints.ts';
import { projectRoleEndpoints } from './organizations/projectRoleEndpoints.ts';
import { activityEndpoints } from './sharing/activityEndpoints.ts';
import { batchEndpoints } from './sharing/batchEndpoints.ts';
import { dashboardEndpoints } from './sharing/dashboardEndpoints.ts';
import { exportEndpoints } from './sharing/exportEndpoints.ts';
import { teamEndpoints } from './sharing/teamEndpoints.ts';
import { ciEndpoints } from './work/ciEndpoints.ts';
import { workEndpoints } from './work/workEndpoints.ts';
import { syncDeviceEndpoints } from './sync/deviceEndpoints.ts';
import { recoveryEndpoints } from './sync/recoveryEndpoints.ts';
import { segmentEndpoints } from './sync/segmentEndpoints.ts';
import { syncEventEndpoints } from './sync/syncEvents.ts';

/** Everything that the server answers below /api/v1. */
export const endpoints: readonly Endpoint[] = [
  ...authEndpoints,
  ...sessionEndpoints,
  ...mailEndpoints,
  ...totpEndpoints,
  ...passkeyEndpoints,
  ...githubEndpoints,
  ...keyEndpoints,
  ...deviceEndpoints,
  ...userEndpoints,
  ...organizationEndpoints,
  ...memberEndpoints,
  ...invitationEndpoints,
  ...projectEndpoints,
  ...projectRoleEndpoints,
  ...hookEndpoints,
  ...deliveryEndpoints,
  ...eventEndpoints,
  ...githubSyncEndpoints,
  ...batchEndpoints,
  ...activityEndpoints,
  ...dashboardEndpoints,
  ...exportEndpoints,
  ...teamEndpoints,
  ...workEndpoints,
  ...ciEndpoints,
  ...assistantEndpoints,
  ...participantEndpoints,
  ...leaderboardEndpoints,
  ...syncDeviceEndpoints,
  ...segmentEndpoints,
  ...syncEventEndpoints,
  ...recoveryEndpoints,
  ...overviewEndpoints,
  ...adminEndpoints,
];
