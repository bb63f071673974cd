import { Rig } from '../rig/rig';
import { balancerOrigin } from '../story/balancer';
import { HOST_NAME } from '../story/demo-facts';

/** How to look around in what runs, for a shell. */
export async function lookAround({ aws, kube }: Rig): Promise<string> {
  const variables = Object.entries(aws.env).map(([name, value]) => `export ${name}=${value}`);
  return [
    'All of it is running. In another shell:',
    ...variables.map((line) => `  ${line}`),
    `  export KUBECONFIG=${kube.kubeconfigPath}`,
    '  kubectl get pods --all-namespaces',
    '  aws elbv2 describe-target-groups',
    `  curl --header 'Host: ${HOST_NAME}' ${await balancerOrigin(aws)}/`,
    'Ctrl-C here, or `npm run demo -- --stop` there, tears it all down.',
  ].join('\n');
}
