import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels } from './labels';
import { Application } from './release/application';
import { Color } from '../platform/color';
import { COMPATIBLE_FROM, DATA_LABEL, SCHEMA } from '../platform/data-labels';
import { invalid } from '../platform/invalid';
import { restrictedNamespaceLabels } from '../platform/pod-security';

/** Makes the colour's namespace. The limit and the form of its name are Kubernetes' own (RFC 1123 label). */
export function makeNamespace(
  scope: Construct,
  name: string,
  application: Application,
  color: Color,
  podSecurityVersion: string,
  data?: string,
): NamespaceV1 {
  if (!Token.isUnresolved(name) && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw invalid(scope, {
      property: 'namespace',
      value: name,
      because: 'which Kubernetes does not accept as a name of a namespace',
      wayOut: `Use 1 to 63 lower case letters, digits or hyphens, no hyphen at the ends, such as docnow-${color.name}.`,
    });
  }
  if (/^(default|kube-.*)$/.test(name)) {
    throw invalid(scope, {
      property: 'namespace',
      value: name,
      because: 'which belongs to Kubernetes and would be removed with the environment',
      wayOut: `Give the environment a namespace of its own, such as docnow-${color.name}.`,
    });
  }
  if (!Token.isUnresolved(podSecurityVersion) && !/^(latest|v1\.[0-9]{1,3})$/.test(podSecurityVersion)) {
    throw invalid(scope, {
      property: 'podSecurityVersion',
      value: podSecurityVersion,
      because: 'which is not a version of Pod Security',
      wayOut: 'Use latest, or a minor version of Kubernetes such as v1.34.',
    });
  }
  return new NamespaceV1(scope, 'Namespace', {
    metadata: {
      name,
      annotations: application.schema && {
        [SCHEMA]: String(application.schema.version),
        [COMPATIBLE_FROM]: String(application.schema.compatibleFrom),
      },
      labels: {
        ...colorLabels(application, color),
        ...(data === undefined ? {} : { [DATA_LABEL]: data }),
        ...restrictedNamespaceLabels(podSecurityVersion),
      },
    },
  });
}
