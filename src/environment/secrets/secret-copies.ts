import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { allowApiServer } from './api-server-policy';
import { COPY_SCRIPT, CREDENTIALS } from './copy-script';
import { containerResources } from '../../platform/container-resources';
import { RESTRICTED_CONTAINER, restrictedPod } from '../../platform/pod-security';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { makeJob } from '../../platform/workloads';

/** What is copied, and into which namespace. */
export interface SecretCopiesProps {
  /** The namespace, by reference. */
  readonly namespace: string;
  /** Its name, for the names of roles in other namespaces. */
  readonly namespaceName: string;
  /** The Secret that is made. */
  readonly name: string;
  /** By environment variable, where its value is. */
  readonly references: { [key: string]: SecretKeyReference };
  /** The image that has Node.js. */
  readonly image: string;
  /** The Secrets by which nodes log in to its registry. */
  readonly imagePullSecrets: string[];
  readonly user: number;
  /** What has to be there before a pod comes. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Makes a Job that copies keys of Secrets from other namespaces, without any value passing through Terraform. It runs
 * again when one of them has another revision.
 *
 * Its service account may read these Secrets by their names, and make and change the one that it copies to. The External
 * Secrets Operator could do the same with its provider for Kubernetes, but would need the right to make tokens of service
 * accounts, which it is not given here (see `ExternalSecrets`).
 */
export function makeSecretCopies(scope: Construct, props: SecretCopiesProps): void {
  const { namespace, namespaceName, name, references } = props;
  const labels = { 'app.kubernetes.io/name': 'copy-secrets', 'app.kubernetes.io/part-of': 'docnow' };
  const metadata = { name: 'copy-secrets', namespace, labels };
  const account = new ServiceAccountV1(scope, 'ServiceAccount', {
    metadata,
    automountServiceAccountToken: false,
    imagePullSecret: props.imagePullSecrets.map((one) => ({ name: one })),
  });
  const subject = [{ kind: 'ServiceAccount', name: account.metadata.name, namespace }];
  const grant = (id: string, where: { name: string; namespace: string }, resourceNames: string[], verbs: string[]) => {
    const role = new RoleV1(scope, `Role-${id}`, {
      metadata: { ...where, labels },
      rule: [{ apiGroups: [''], resources: ['secrets'], resourceNames, verbs }],
    });
    return new RoleBindingV1(scope, `RoleBinding-${id}`, {
      metadata: { ...where, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name },
      subject,
    });
  };
  const sources = new Map<string, Set<string>>();
  for (const { namespace: from, secretName } of Object.values(references)) {
    sources.set(from!, (sources.get(from!) ?? new Set()).add(secretName));
  }
  const grants = [...sources].map(([from, names]) =>
    grant(from, { name: `copy-to-${namespaceName}`, namespace: from }, [...names].sort(), ['get']),
  );
  // Server-side apply makes what is not there: the right to do so is asked for this one name.
  grants.push(grant('Own', { name: 'copy-secrets', namespace }, [name], ['create', 'patch']));
  const policy = allowApiServer(scope, 'ApiServer', metadata, labels);
  const copies = Object.entries(references).map(([as, { namespace: from, secretName, key }]) => ({
    as,
    namespace: from,
    secretName,
    key,
  }));
  makeJob(scope, 'Job', {
    metadata,
    waitForCompletion: true,
    timeouts: { create: '5m', update: '5m', delete: '2m' },
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: 240,
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: account.metadata.name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          restartPolicy: 'Never',
          securityContext: restrictedPod(props.user),
          container: [
            {
              name: 'copy-secrets',
              image: props.image,
              imagePullPolicy: 'IfNotPresent',
              command: ['node', '-e', COPY_SCRIPT],
              env: [
                { name: 'COPIES', value: JSON.stringify(copies) },
                { name: 'NAMESPACE', value: namespace },
                { name: 'NAME', value: name },
                { name: 'CREDENTIALS', value: CREDENTIALS },
                // Nobody reads it. The provider makes a Job anew when a variable changes, and not for an annotation.
                { name: 'REVISIONS', value: revisionsOf(references) },
              ],
              resources: containerResources('50m', '128Mi'),
              securityContext: RESTRICTED_CONTAINER,
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMount: [{ name: 'credentials', mountPath: CREDENTIALS, readOnly: true }],
            },
          ],
          volume: [CREDENTIALS_VOLUME],
        },
      },
    },
    dependsOn: [...grants, policy, ...props.dependsOn],
  });
}

/** Changes when a value does, as far as that is known. */
export function revisionsOf(references: { [key: string]: SecretKeyReference }): string {
  return Object.entries(references)
    .flatMap(([key, { revision }]) => (revision === undefined ? [] : [`${key}=${revision}`]))
    .join(',');
}

/** A token of the pod's own, for 10 minutes, the shortest that Kubernetes gives, and the API server's certificate. */
const CREDENTIALS_VOLUME = {
  name: 'credentials',
  projected: [
    {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 600 } },
        { configMap: [{ name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] }] },
      ],
    },
  ],
};
