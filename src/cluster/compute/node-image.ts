import {
  LaunchTemplateBlockDeviceMappings,
  LaunchTemplateBlockDeviceMappingsEbs,
} from '@cdktf/provider-aws/lib/launch-template';
import { AmiFamily } from './managed-nodes-props';
import { Architecture } from '../../platform/architecture';

/** Elasticsearch maps its files into memory, more of them than Linux allows by default (its reference, "Virtual memory"). */
const MAPS = 262144;

/** Internal: how one operating system's nodes are made. */
export interface NodeImage {
  /** What EKS calls the image, by the processor (Amazon EKS API Reference, Nodegroup, amiType). */
  readonly amiTypes: { readonly [architecture in Architecture]: string };
  /** What lets Elasticsearch run on the node. EKS merges its own part into it. */
  readonly elasticsearchUserData: string;
  /** The node's disks, given the one that grows with what runs on it. */
  disks(disk: LaunchTemplateBlockDeviceMappingsEbs): LaunchTemplateBlockDeviceMappings[];
}

/** Internal: the operating systems that nodes may have. */
export const NODE_IMAGES: { readonly [family in AmiFamily]: NodeImage } = {
  [AmiFamily.AL2023]: {
    amiTypes: { amd64: 'AL2023_x86_64_STANDARD', arm64: 'AL2023_ARM_64_STANDARD' },
    // The root device.
    disks: (ebs) => [{ deviceName: '/dev/xvda', ebs }],
    elasticsearchUserData: mime(
      `#!/bin/bash\necho vm.max_map_count=${MAPS} > /etc/sysctl.d/99-elasticsearch.conf\nsysctl --system`,
    ),
  },
  [AmiFamily.BOTTLEROCKET]: {
    amiTypes: { amd64: 'BOTTLEROCKET_x86_64', arm64: 'BOTTLEROCKET_ARM_64' },
    // The system itself, as large as its image; then what grows: images, logs, `emptyDir` (Bottlerocket, "Default volumes").
    disks: (ebs) => [
      { deviceName: '/dev/xvda', ebs: { volumeType: ebs.volumeType, encrypted: 'true', deleteOnTermination: 'true' } },
      { deviceName: '/dev/xvdb', ebs },
    ],
    // TOML (Bottlerocket, "settings.kernel").
    elasticsearchUserData: `[settings.kernel.sysctl]\n"vm.max_map_count" = "${MAPS}"\n`,
  },
};

// EKS merges its own part into a multi-part message and refuses anything else (Amazon EKS User Guide, "Customize managed
// nodes with launch templates").
function mime(script: string): string {
  const boundary = 'DOCNOW-NODE';
  return [
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/x-shellscript; charset="us-ascii"',
    '',
    script,
    `--${boundary}--`,
    '',
  ].join('\n');
}
