import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Construct } from 'constructs';
import { Color } from '../../platform/color';
import { colorLabels, selectorLabels } from '../labels';
import { Application } from '../release/application';

/** Makes the Service that leads to web's pods, and nowhere while there are none. */
export function makeWebService(scope: Construct, namespace: string, application: Application, color: Color): ServiceV1 {
  return new ServiceV1(scope, 'Service', {
    metadata: { name: 'web', namespace, labels: colorLabels(application, color) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(application, color, 'web'),
      port: [{ name: 'http', port: application.web.port, targetPort: 'http', protocol: 'TCP' }],
    },
  });
}
