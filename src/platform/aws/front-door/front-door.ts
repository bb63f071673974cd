import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { accessLogs } from './access-logs';
import { AlbEntry } from './alb-entry';
import { validatedCertificate } from './certificate';
import { checkFrontDoor } from './checks';
import { firewall } from './firewall';
import { FrontDoorProps } from './front-door-props';
import { LoadBalancer } from './load-balancer';
import { balancerMetric } from './metrics';
import { previewHost, previewRules } from './preview';
import { targetGroup } from './target-group';
import { Color } from '../../color';
import { IEntry } from '../../entry';
import { invalid } from '../../invalid';
import { ISwitchTarget } from '../../switch-target';
import { Metric } from '../observability/metric';

/** The port that DocNow listens on. */
const WEB_PORT = 3000;

/**
 * The way in to DocNow: a load balancer that faces the internet and speaks HTTPS alone, under a name with a certificate,
 * with a target group for each colour and one for the legacy server, and, if wanted, a preview of each.
 *
 * Until a `BlueGreenSwitch` says where requests go, they are answered by 404. TLS ends here: behind it, DocNow speaks HTTP,
 * inside the VPC.
 */
export class FrontDoor extends Construct {
  /** The name that people type. */
  public readonly hostName: string;

  /** The listener for HTTPS, where a `BlueGreenSwitch` puts its rule. */
  public readonly listenerArn: string;

  /** All that traffic can be switched to: the colours in their order, then the legacy server if there is one. */
  public readonly targets: ISwitchTarget[];

  /** The load balancer itself, to set what this construct does not. */
  public readonly loadBalancer: Lb;

  /** The certificate of `hostName`. */
  public readonly certificateArn: string;

  private readonly entries: AlbEntry[];
  private readonly groups = new Map<string, LbTargetGroup>();

  /**
   * Makes the load balancer and all that belongs to it.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { name, network, legacy, removalProtection = true } = props;
    const colors = props.colors ?? [Color.BLUE, Color.GREEN];
    checkFrontDoor(this, props, colors);
    this.hostName = props.hostName;
    const zoneId = new DataAwsRoute53Zone(this, 'Zone', { name: props.hostedZoneName, privateZone: false }).zoneId;
    const pods = { id: 'Pods', securityGroupId: network.securityGroupId, port: WEB_PORT };
    const behind = [pods, ...(legacy?._behind() ?? [])];
    const all = [...colors, ...(legacy ? [Color.LEGACY] : [])];
    const previews = props.preview ? all.map((color) => previewHost(color, this.hostName)) : [];
    this.certificateArn = validatedCertificate(this, 'Certificate', zoneId, [this.hostName, ...previews]);
    const { balancer, https } = new LoadBalancer(this, 'Balancer', {
      name,
      subnetIds: network.publicSubnetIds,
      securityGroupId: firewall(this, name, network.vpcId, props.clientCidrs ?? ['0.0.0.0/0'], behind).id,
      certificateArn: this.certificateArn,
      logs: accessLogs(this, 'Logs', { name, retentionDays: props.logRetentionDays ?? 90, removalProtection }),
      removalProtection,
    });
    this.loadBalancer = balancer;
    this.listenerArn = https.arn;
    const leadHere = (recordId: string, recordName: string) =>
      new Route53Record(this, recordId, {
        zoneId,
        name: recordName,
        type: 'A',
        alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true },
      });
    leadHere('Name', this.hostName);
    this.entries = colors.map((color) => this.entryFor(color, props));
    this.targets = [...this.entries, ...this.legacyTarget(props)];
    if (!props.preview) return;
    const { listenerArn, hostName, targets } = this;
    previewRules(new Construct(this, 'Preview'), { ...props.preview, listenerArn, hostName, targets });
    previews.forEach((host, index) => leadHere(`Preview-${all[index].name}`, host));
  }

  /**
   * The way in to one colour, for its `DocNowEnvironment`.
   *
   * @param color one of the colours of this front door
   * @throws when it is none of them
   */
  public entry(color: Color): IEntry {
    const entry = this.entries.find((one) => one.color.name === color.name);
    if (entry) return entry;
    throw invalid(this, {
      property: 'entry(color)',
      value: color.name,
      because: `which is none of its colours (${this.entries.map((one) => one.color.name).join(', ')})`,
      wayOut: `Use one of these, or add it: colors: [..., Color.of('${color.name}')].`,
    });
  }

  /** How many requests went to a colour in a minute. */
  public metricRequestCount(color: Color): Metric {
    return this.metricOf(color, 'RequestCount', 'Sum', 'requests');
  }

  /** How many answers of a colour were errors of its own (5xx) in a minute. */
  public metricTarget5xxCount(color: Color): Metric {
    return this.metricOf(color, 'HTTPCode_Target_5XX_Count', 'Sum', 'errors');
  }

  /** How long a colour took to begin its answers, in seconds; on average, unless another statistic is asked for. */
  public metricTargetResponseTime(color: Color): Metric {
    return this.metricOf(color, 'TargetResponseTime', 'Average', 'latency');
  }

  /** How many targets of a colour were healthy, at the worst moment of a minute. */
  public metricHealthyHostCount(color: Color): Metric {
    return this.metricOf(color, 'HealthyHostCount', 'Minimum', 'healthy');
  }

  /** How many targets of a colour were not healthy, at the worst moment of a minute. */
  public metricUnhealthyHostCount(color: Color): Metric {
    return this.metricOf(color, 'UnHealthyHostCount', 'Maximum', 'unhealthy');
  }

  /** How many requests the load balancer found a target for in a minute, of whatever colour. */
  public metricTotalRequestCount(): Metric {
    return balancerMetric('RequestCount', 'Sum', 'requests', this.loadBalancer.arnSuffix);
  }

  /** How many requests the load balancer itself answered by an error (5xx) in a minute, without or despite a target. */
  public metricLoadBalancer5xxCount(): Metric {
    return balancerMetric('HTTPCode_ELB_5XX_Count', 'Sum', 'errors', this.loadBalancer.arnSuffix);
  }

  /** How many days the certificate is still good for. */
  public metricCertificateDaysToExpiry(): Metric {
    return new Metric({
      namespace: 'AWS/CertificateManager',
      metricName: 'DaysToExpiry',
      dimensions: { CertificateArn: this.certificateArn },
      statistic: 'Minimum',
      // It is told twice a day (AWS Certificate Manager User Guide, "Supported CloudWatch metrics").
      period: 24 * 60 * 60,
      label: 'days',
    });
  }

  private metricOf(color: Color, metricName: string, statistic: string, label: string): Metric {
    const group = this.groups.get(color.name);
    if (group) return balancerMetric(metricName, statistic, label, this.loadBalancer.arnSuffix, group.arnSuffix);
    throw invalid(this, {
      property: 'metric',
      value: color.name,
      because: `which is none of its colours (${[...this.groups.keys()].join(', ')})`,
      wayOut: 'Use one of these.',
    });
  }

  private entryFor(color: Color, props: FrontDoorProps): AlbEntry {
    const { name, network, deregistrationDelay = 30, removalProtection = true } = props;
    const group = targetGroup(this, `Targets-${color.name}`, {
      name: `${name}-${color.name}`,
      vpcId: network.vpcId,
      targetType: 'ip',
      port: WEB_PORT,
      deregistrationDelay,
      removalProtection,
    });
    this.groups.set(color.name, group);
    return new AlbEntry({ color, targetGroup: group, sourceCidrs: network.publicSubnetCidrs, deregistrationDelay });
  }

  private legacyTarget(props: FrontDoorProps): ISwitchTarget[] {
    const { name, network, legacy, deregistrationDelay = 30, removalProtection = true } = props;
    if (!legacy) return [];
    const group = legacy._bind(this, { name, network, deregistrationDelay, removalProtection });
    this.groups.set(Color.LEGACY.name, group);
    return [{ color: Color.LEGACY, targetId: group.arn, minHealthyTargets: 1 }];
  }
}
