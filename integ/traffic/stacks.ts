import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ByHand } from './by-hand';
import { Entry } from '../../bench/switch/entry';
import {
  AlbWeights,
  BlueGreenSwitch,
  Color,
  DnsTarget,
  HealthyTargets,
  LegacyInstanceTarget,
  MaintenancePage,
  Route53Weights,
  TargetGroupTarget,
  TargetProtocol,
} from '../../src';
import { previewRules } from '../../src/platform/aws/front-door/preview';

export const HOST = 'demo.docnow.io';
export const PAGE = new MaintenancePage();
/** Where the name leads, of load balancers in two regions. */
export const REGIONS = {
  blue: { name: 'Blue-1.us-east-1.elb.amazonaws.com', zone: 'Z35SXDOTRQ7X7K' },
  green: { name: 'Green-2.eu-west-1.elb.amazonaws.com', zone: 'Z32O12XQLNTSW2' },
};

const { fromAddress, fromInstanceIds, fromTags, registeredElsewhere } = LegacyInstanceTarget;

/** Legacy servers by what is special of them: those that serve, and those that no plan may take. */
export function legacies({ instances, there }: ByHand) {
  const { serving, stopped, abroad } = instances;
  const own = {
    port: 8443,
    protocol: TargetProtocol.HTTPS,
    healthCheck: { path: '/health', port: 8081, interval: 30 },
  };
  return {
    fine: {
      ids: fromInstanceIds([serving], own),
      tags: fromTags({ Name: 'docnow' }),
      peer: fromAddress(there.ours.cidr.replace('0.0/16', '7.9')),
      elsewhere: registeredElsewhere(),
    },
    refused: {
      stopped: fromInstanceIds([serving, stopped]),
      abroad: fromInstanceIds([abroad]),
      'no-tag': fromTags({ Name: 'nobody' }),
      'stopped-tag': fromTags({ Name: 'docnow-old' }),
      own: fromAddress(there.institute.cidrBlocks[0].replace('0.0/16', '7.9')),
      'no-way': fromAddress('10.91.7.9'),
    },
  };
}

/** Writes all stacks of this suite. */
export function synth(outdir: string, { listenerArn, targetGroups }: Entry, byHand: ByHand): void {
  const app = new App({ outdir, skipValidation: true });
  const stack = (id: string) => {
    const made = new TerraformStack(app, id);
    new AwsProvider(made, 'aws', { region: 'us-east-1' });
    return made;
  };
  const { institute } = byHand.there;
  const network = { ...institute, publicSubnetCidrs: ['10.80.0.0/23'], securityGroupId: 'sg-0123456789abcdef0' };
  for (const [id, legacy] of Object.entries(legacies(byHand))) {
    const at = stack(id);
    for (const [name, one] of Object.entries(legacy)) {
      one._bind(new Construct(at, name), { name, network, deregistrationDelay: 30, removalProtection: false });
    }
  }

  const refused = app.node.findChild('refused') as TerraformStack;
  const byArn = (scope: Construct, name: string, targetGroupArn: string) =>
    new TargetGroupTarget(scope, name, { color: Color.of(name), targetGroupArn, listenerArn });
  byArn(refused, 'elsewhere', byHand.groups.abroad);
  byArn(refused, 'tcp', byHand.groups.tcp);

  const colors = [
    { color: Color.BLUE, targetId: targetGroups.blue },
    { color: Color.GREEN, targetId: targetGroups.green },
  ];
  previewRules(new Construct(app.node.findChild('fine') as TerraformStack, 'Preview'), {
    listenerArn,
    hostName: HOST,
    targets: colors,
    clientCidrs: ['127.0.0.0/8'],
  });
  const traffic = stack('switch');
  new BlueGreenSwitch(traffic, 'Switch', {
    strategy: new AlbWeights({ listenerArn, hostName: HOST }),
    targets: [...colors, byArn(traffic, 'other', byHand.groups.other), PAGE],
    guards: [new HealthyTargets({ min: 1 })],
  });
  const { blue, green } = REGIONS;
  new BlueGreenSwitch(stack('dns'), 'Switch', {
    strategy: new Route53Weights({ hostedZoneId: byHand.zoneId, hostName: HOST }),
    targets: [DnsTarget.alias(Color.BLUE, blue.name, blue.zone), DnsTarget.alias(Color.GREEN, green.name, green.zone)],
  });
  app.synth();
}
