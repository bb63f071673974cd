import { join } from 'node:path';
import { Credentials } from './credentials';

const STAGES = join(__dirname, '..', 'pods', 'stages.yaml');

/** Arguments of etcd. Its data are worth nothing after the run, so they need not reach the disk. */
export function etcd(dir: string, port: number, peerPort: number): string[] {
  const [client, peer] = [port, peerPort].map((one) => `http://127.0.0.1:${one}`);
  return [
    `--data-dir=${join(dir, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
  ];
}

/** Arguments of the API server: RBAC, Pod Security and every admission plug-in that is on by default. */
export function apiServer(etcdPort: number, port: number, credentials: Credentials): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    // Without it a machine that has no default route is refused.
    '--advertise-address=127.0.0.1',
    // An address of loopback cannot be an endpoint of the Service `kubernetes`.
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    `--cert-dir=${credentials.certificates}`,
    `--token-auth-file=${credentials.tokensFile}`,
    '--authorization-mode=RBAC',
    // As in EKS: it is Pod Security that refuses privileged pods, where it is told to.
    '--allow-privileged=true',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${credentials.keyFile}`,
    `--service-account-signing-key-file=${credentials.keyFile}`,
    '--service-cluster-ip-range=10.96.0.0/16',
  ];
}

/** Arguments of the controller manager. */
export function controllerManager(kubeconfig: string, caFile: string, { keyFile }: Credentials): string[] {
  return [
    ...clientOf(kubeconfig),
    `--root-ca-file=${caFile}`,
    `--service-account-private-key-file=${keyFile}`,
    // 15 s by default, which is only longer to wait for.
    '--horizontal-pod-autoscaler-sync-period=2s',
  ];
}

/** Arguments of the scheduler. */
export function scheduler(kubeconfig: string): string[] {
  return clientOf(kubeconfig);
}

/** Arguments of kwok, which plays the nodes and the pods that have no stand-in. */
export function kwok(kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--config=${STAGES}`,
    '--manage-all-nodes',
    '--cidr=10.244.0.0/16',
    '--node-lease-duration-seconds=40',
  ];
}

function clientOf(kubeconfig: string): string[] {
  return [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0'];
}
