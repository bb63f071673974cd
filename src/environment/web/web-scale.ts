import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { filled, FilledAutoscaling } from './autoscaler';
import { checkAutoscaling } from './autoscaling-checks';
import { WebProps } from './web-props';
import { invalid } from '../../platform/invalid';
import { Resources } from '../pods/resources';

/** How many web pods there are, and what each sets aside. */
export interface WebScale {
  /** How many there are at least, and at first. */
  readonly replicas: number;
  /** What changes their number, if anything does. */
  readonly scaling?: FilledAutoscaling;
  readonly resources: Required<Resources>;
}

/** Fills in the defaults. @throws when requests would be lost, with the way out */
export function webScale(scope: IConstruct, props: WebProps): WebScale {
  const scaling = props.autoscaling && filled(props.autoscaling);
  const cpu = scaling?.cpuUtilization === undefined ? '100m' : '250m';
  const resources = { cpu, memory: '512Mi', ...props.resources };
  if (scaling) {
    checkAutoscaling(scope, props, scaling, resources);
    return { replicas: scaling.min, scaling, resources };
  }
  const { replicas = 2 } = props;
  if (!Token.isUnresolved(replicas) && !(Number.isInteger(replicas) && replicas >= 2)) {
    throw invalid(scope, {
      property: 'web.replicas',
      value: replicas,
      because: 'with which requests are lost whenever a pod or a node goes',
      wayOut: 'Use 2 or more.',
    });
  }
  return { replicas, resources };
}
