import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Lets pods talk to the API server and to nobody else. Kubernetes keeps its addresses in the Service `kubernetes` of the
 * namespace `default`, which is asked at each plan: they may change on a cluster that a cloud runs.
 *
 * Both the Service's own address and those behind it are let through, since some network plugins look at a packet before
 * its destination is replaced, others afterwards. Cilium in place of kube-proxy takes neither for the API server: there, a
 * policy of its own (`toEntities: [kube-apiserver]`) has to be added.
 *
 * A manifest, since the number of addresses is known at the plan alone.
 */
export function allowApiServer(
  scope: Construct,
  id: string,
  metadata: { name: string; namespace: string; labels: Record<string, string> },
  podLabels: Record<string, string>,
): Manifest {
  const construct = new Construct(scope, id);
  const ask = (what: string, apiVersion: string, kind: string, selector: object) =>
    new DataKubernetesResources(construct, what, { apiVersion, kind, namespace: 'default', ...selector }).fqn;
  const service = ask('Service', 'v1', 'Service', { fieldSelector: 'metadata.name=kubernetes' });
  const behind = { labelSelector: 'kubernetes.io/service-name=kubernetes' };
  const slices = ask('Slices', 'discovery.k8s.io/v1', 'EndpointSlice', behind);
  const local = (name: string, expression: string) => new TerraformLocal(construct, name, `\${${expression}}`).fqn;
  const addresses = local(
    'Addresses',
    `sort(distinct(flatten([${service}.objects[*].spec.clusterIPs, ${slices}.objects[*].endpoints[*].addresses])))`,
  );
  const ports = local(
    'Ports',
    `distinct(flatten([${service}.objects[*].spec.ports[*].port, ${slices}.objects[*].ports[*].port]))`,
  );
  return new Manifest(construct, 'Policy', {
    manifest: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: podLabels },
        policyTypes: ['Egress'],
        egress: [
          {
            to: `\${[for one in ${addresses} : {ipBlock = {cidr = "\${one}/\${strcontains(one, ":") ? 128 : 32}"}}]}`,
            ports: `\${[for one in ${ports} : {port = one, protocol = "TCP"}]}`,
          },
        ],
      },
    },
  });
}
