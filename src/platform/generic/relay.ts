import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { relayConfiguration } from './relay-configuration';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { makeDeployment } from '../workloads';

/** Internal: the port on which a relay takes requests. */
export const RELAY_PORT = 8080;
const PROBE_PORT = 8081;
/** The user of HAProxy's own image. */
const USER = 99;
const FILE = 'haproxy.cfg';
const DIRECTORY = '/usr/local/etc/haproxy';

/** Internal: what passes the requests for one colour on. */
export interface RelayProps {
  readonly namespace: string;
  readonly name: string;
  readonly labels: { [label: string]: string };
  readonly image: string;
  readonly replicas: number;
  readonly backend: { readonly namespace: string; readonly service: string; readonly port: number };
  readonly sourceCidrs: string[];
  readonly dependsOn: ITerraformDependable[];
}

/** Internal: makes the pods that pass requests on to one colour, wherever that is: they run whether or not it does. */
export function makeRelay(scope: Construct, props: RelayProps): DeploymentV1 {
  const { name, namespace, labels, backend } = props;
  const metadata = { name, namespace, labels };
  const text = relayConfiguration({ ...backend, port: RELAY_PORT, probePort: PROBE_PORT, backendPort: backend.port });
  const configuration = new ConfigMapV1(scope, 'Configuration', { metadata, data: { [FILE]: text } });
  const policy = new NetworkPolicyV1(scope, 'NetworkPolicy', {
    metadata,
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: props.sourceCidrs.map((cidr) => ({ ipBlock: { cidr } })),
          ports: [{ port: String(RELAY_PORT), protocol: 'TCP' }],
        },
      ],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': backend.namespace } } }],
          ports: [{ port: String(backend.port), protocol: 'TCP' }],
        },
      ],
    },
  });
  const budget = new PodDisruptionBudgetV1(scope, 'Budget', {
    metadata,
    spec: { maxUnavailable: '1', selector: { matchLabels: labels } },
  });
  const checksum = Fn.sha256(text);
  return makeDeployment(scope, 'Deployment', {
    metadata,
    waitForRollout: true,
    spec: {
      replicas: String(props.replicas),
      progressDeadlineSeconds: 300,
      revisionHistoryLimit: 3,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '0', maxSurge: '1' } },
      template: {
        metadata: {
          labels: { ...labels, 'app.kubernetes.io/part-of': 'docnow' },
          annotations: { 'docnow.io/configuration': checksum },
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod(USER),
          terminationGracePeriodSeconds: 45,
          topologySpreadConstraint: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: [{ matchLabels: labels }],
            },
          ],
          container: [container(props.image)],
          volume: [{ name: 'configuration', configMap: { name: configuration.metadata.name } }],
        },
      },
    },
    dependsOn: [...props.dependsOn, policy, budget],
  });
}

function container(image: string) {
  const probe = { httpGet: { path: '/', port: 'probe', scheme: 'HTTP' }, periodSeconds: 5, timeoutSeconds: 2 };
  return {
    name: 'haproxy',
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['haproxy', '-db', '-f', `${DIRECTORY}/${FILE}`],
    port: [
      { name: 'http', containerPort: RELAY_PORT, protocol: 'TCP' },
      { name: 'probe', containerPort: PROBE_PORT, protocol: 'TCP' },
    ],
    readinessProbe: probe,
    livenessProbe: { ...probe, failureThreshold: 6 },
    // Until all nodes know that it goes. Its image then asks it to finish what it has begun (STOPSIGNAL SIGUSR1).
    lifecycle: { preStop: [{ exec: { command: ['sleep', '10'] } }] },
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
    securityContext: RESTRICTED_CONTAINER,
    volumeMount: [{ name: 'configuration', mountPath: DIRECTORY, readOnly: true }],
  };
}
