import { DeploymentV1SpecTemplateSpecContainerSecurityContext as ContainerSecurity } from '@cdktf/provider-kubernetes/lib/deployment-v1';

/** The user `node` of the image that DocNow's image is made from. */
export const USER_ID = '1000';

/** The namespace labels that make the API server refuse any pod short of Pod Security's level `restricted`. */
export function podSecurityLabels(version: string): Record<string, string> {
  const modes = ['enforce', 'warn', 'audit'];
  return Object.fromEntries(
    modes.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}

/** What `restricted` asks of a pod. `fsGroup` makes volumes writable for the user, without walking through all files. */
export const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: USER_ID,
  runAsGroup: USER_ID,
  fsGroup: USER_ID,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What `restricted` asks of a container, and a root file system that nobody can change. */
export const CONTAINER_SECURITY: ContainerSecurity = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
};
