import assert from 'node:assert/strict';
import { ListPodIdentityAssociationsCommand } from '@aws-sdk/client-eks';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ApiextensionsV1Api, AppsV1Api, CoreV1Api } from '@kubernetes/client-node';
import { ControllerFacts, HOME } from './pods';
import { Check } from '../check';
import { clients } from '../cluster/ask';

/** What must not be there any more. */
export const goneChecks: Check<ControllerFacts>[] = [
  {
    name: 'controllers: nothing of them is left in the cluster',
    run: async ({ kube }) => {
      await assert.rejects(kube.config.makeApiClient(CoreV1Api).readNamespace({ name: HOME }), { code: 404 });
      const { items } = await kube.config.makeApiClient(AppsV1Api).listDeploymentForAllNamespaces();
      assert.deepEqual(
        items.map(({ metadata }) => metadata!.name),
        [],
      );
      const kinds = await kube.config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition();
      assert.deepEqual(
        kinds.items.map(({ spec }) => spec.group).filter((group) => group.startsWith('karpenter')),
        [],
      );
    },
  },
  {
    name: 'controllers: no role of theirs is left',
    run: async (rig, { clusterName }) => {
      const { eks, iam } = clients(rig);
      const { associations } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
      const { Roles = [] } = await iam.send(new ListRolesCommand({}));
      const roles = Roles.map(({ RoleName }) => RoleName!).filter((name) => name.startsWith('docnow-'));
      assert.deepEqual([associations, roles], [[], []]);
    },
  },
];
