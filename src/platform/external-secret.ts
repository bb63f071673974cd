import { join } from 'path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { servedKind } from './served-kind';

/** The chart is beside `src` and, in the package, beside `lib`: the same way up from both. */
const CHART = join(__dirname, '..', '..', 'charts', 'external-secret');

/** Internal: what the operator is told. */
export interface ExternalSecretProps {
  readonly namespace: string;
  /** The name of the store, of the order and of the Secret. */
  readonly name: string;
  /** The store, in the operator's own words (SecretStore, `spec.provider`). */
  readonly provider: object;
  readonly refreshMinutes: number;
  /** By key of the Secret, what becomes of it, in the operator's own words (ExternalSecret, `remoteRef`). */
  readonly data: { [key: string]: { readonly key: string; readonly property?: string } };
}

/**
 * Internal: has the External Secrets Operator keep a Secret. By a chart, since Terraform can plan one before the cluster
 * knows the operator's kinds; whether it does is looked up at the plan, and refused with the way out.
 */
export function makeExternalSecret(scope: Construct, id: string, props: ExternalSecretProps): Release {
  const construct = new Construct(scope, id);
  const chart = new TerraformAsset(construct, 'Chart', { path: CHART, type: AssetType.DIRECTORY });
  const { namespace, name, provider, refreshMinutes } = props;
  const data = Object.entries(props.data).map(([secretKey, remoteRef]) => ({ secretKey, remoteRef }));
  return new Release(construct, 'Release', {
    name,
    namespace,
    chart: `./${chart.path}`,
    values: [Fn.jsonencode({ provider, refreshMinutes, data })],
    // A release that failed is taken back, so that the next apply begins anew.
    atomic: true,
    timeout: 120,
    maxHistory: 3,
    lifecycle: {
      precondition: [
        {
          condition: servedKind(construct, 'Kinds', 'externalsecrets.external-secrets.io', 'v1'),
          errorMessage:
            'Secrets are to come from outside the cluster, but it has no External Secrets Operator of version 0.16 or ' +
            'newer (ExternalSecret of external-secrets.io/v1). Install it first: ClusterControllers with ' +
            'externalSecrets, in a stack that is applied before.',
        },
      ],
    },
  });
}
