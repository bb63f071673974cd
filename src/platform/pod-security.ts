/** The modes of Pod Security: refuse, warn the client, note in the audit log (Kubernetes' "Pod Security Admission"). */
const MODES = ['enforce', 'warn', 'audit'];

/**
 * The labels by which a namespace refuses every pod short of Pod Security's level `restricted`.
 *
 * @param version the level as of this minor version of Kubernetes, such as `v1.34`, or `latest`
 */
export function restrictedNamespaceLabels(version: string): Record<string, string> {
  return Object.fromEntries(
    MODES.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}

/**
 * What `restricted` asks of a pod.
 *
 * @param user the user that the image's program runs as; volumes are made writable for the group of the same number,
 * without walking through all their files at each start
 * @param group another group, which the program then runs in, too
 */
export function restrictedPod(user: number, group?: number) {
  return {
    runAsNonRoot: true,
    runAsUser: String(user),
    ...(group === undefined ? {} : { runAsGroup: String(group) }),
    fsGroup: String(group ?? user),
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** What `restricted` asks of a container, and a root file system that nobody can change. */
export const RESTRICTED_CONTAINER = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
};
