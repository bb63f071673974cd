import { Check, Reach } from './check';
import { clients, refusal } from './services/ask';
import { ServicesFacts } from './services/facts';
import { networkChecks } from './services/network';
import { podChecks } from './services/pods';
import { storageChecks, storageGoneChecks } from './services/storage';

export { ServicesFacts } from './services/facts';

/** What must hold of the data services after their apply, as Kubernetes and AWS tell it. */
export const checks: Check<ServicesFacts>[] = [...podChecks, ...networkChecks, ...storageChecks];

/** What must hold of them after they were destroyed. */
export const goneChecks: Check<ServicesFacts>[] = [
  {
    name: 'services: the namespace is gone with all that was in it',
    run: async (reach: Reach, { namespace: name }) => {
      await refusal(clients(reach).core.readNamespace({ name }), 404);
    },
  },
  ...storageGoneChecks,
];
