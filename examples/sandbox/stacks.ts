import { CapacityType, Compute, NatGateways } from '@docnow/infra-constructs';
import { App } from 'cdktf';
import { Site, site } from '../demo.docnow.io/stacks';

/** A site in an account of your own, as cheap as it gets, made to be thrown away. README.md says what each choice saves. */
const SANDBOX: Site = {
  name: 'docnow-sandbox',
  region: 'us-east-1',
  hostName: 'docnow.sandbox.example.org',
  hostedZoneName: 'sandbox.example.org',
  network: { cidr: '10.43.0.0/16', availabilityZones: 2, natGateways: NatGateways.ONE },
  publicAccessCidrs: ['203.0.113.7/32'],
  compute: Compute.managedNodes({
    instanceTypes: ['t3.large', 't3a.large', 'm6i.large'],
    capacityType: CapacityType.SPOT,
    min: 1,
    max: 2,
    diskGib: 30,
  }),
  elasticsearchCompute: Compute.managedNodes({ instanceTypes: ['t3.medium'], min: 2, max: 2, diskGib: 30 }),
  elasticsearch: { nodes: 2, memoryMiB: 1024, storageGiB: 10 },
  logRetentionDays: 7,
  removalProtection: false,
};

/** The stacks of demo.docnow.io, with other values. */
export const stacks = (app: App) => site(app, SANDBOX);
