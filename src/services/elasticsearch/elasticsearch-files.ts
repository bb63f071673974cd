import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Construct } from 'constructs';
import { readyScript, resizeScript } from './elasticsearch-scripts';
import { quorum } from './elasticsearch-sizing';
import { RESTORE_SCRIPT, SNAPSHOT_SCRIPT } from './elasticsearch-snapshot-scripts';
import { ElasticsearchVersion } from './elasticsearch-version';

/** Internal: what the files are made from. */
export interface ElasticsearchFiles {
  readonly metadata: { readonly namespace: string; readonly labels: { [label: string]: string } };
  readonly name: string;
  readonly version: ElasticsearchVersion;
  readonly nodes: number;
  /** Whether snapshots are made. */
  readonly snapshots: boolean;
}

/**
 * Internal: what the nodes read from a ConfigMap, at `/docnow`: scripts, and before 7.0 how many nodes have to agree. A
 * change of it reaches pods without restarting them; `minimum_master_nodes` is read when a node starts.
 */
export function elasticsearchFiles(scope: Construct, id: string, files: ElasticsearchFiles): ConfigMapV1 {
  const { metadata, name, version, nodes, snapshots } = files;
  return new ConfigMapV1(scope, id, {
    metadata: { ...metadata, name: `${name}-files` },
    data: {
      ...(version.since(7, 0) ? {} : { quorum: String(quorum(nodes)) }),
      ...escaped({ ready: readyScript(version), resize: resizeScript(version, name) }),
      ...(snapshots ? escaped({ snapshot: SNAPSHOT_SCRIPT, restore: RESTORE_SCRIPT }) : {}),
    },
  });
}

/** What Bash takes for a variable, Terraform takes for an expression. */
function escaped(files: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('${').join('$${')]));
}
