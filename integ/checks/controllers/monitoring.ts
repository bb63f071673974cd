import assert from 'node:assert/strict';
import { CoreV1Api, CustomObjectsApi } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { ControllerFacts } from './pods';
import { wrongWith } from '../../monitoring/promql';
import { ensurePromqlCheck } from '../../rig/tools/ensure-tools';
import { Check, Reach } from '../check';

const WHERE = { namespace: 'default', name: 'docnow-monitoring' };
const KIND = { group: 'monitoring.coreos.com', version: 'v1', ...WHERE };

async function rulesOf({ kube }: Reach): Promise<any> {
  const custom = kube.config.makeApiClient(CustomObjectsApi);
  return custom.getNamespacedCustomObject({ ...KIND, plural: 'prometheusrules' });
}

async function dashboardOf({ kube }: Reach): Promise<any> {
  const core = kube.config.makeApiClient(CoreV1Api);
  const { metadata, data } = await core.readNamespacedConfigMap({ ...WHERE, name: `${WHERE.name}-dashboard` });
  assert.equal(metadata!.labels!.grafana_dashboard, '1');
  return JSON.parse(data!['docnow.json']);
}

/** What Grafana puts in place of its variables. */
const filledIn = (expression: string) => expression.replace(/\$(left|right)/g, 'docnow-blue');

/** The rules and the dashboard as they are on the API server. */
export const monitoringChecks: Check<ControllerFacts>[] = [
  {
    name: 'monitoring: Prometheus reads every rule, and every expression of the dashboard',
    async run(reach) {
      const { metadata, spec } = await rulesOf(reach);
      assert.equal(metadata.labels.release, 'prometheus');
      const { panels } = await dashboardOf(reach);
      const expressions: string[] = panels.flatMap(({ targets }: any) =>
        targets.map(({ expr }: any) => filledIn(expr)),
      );
      assert.ok(expressions.length >= 12);
      const program = await ensurePromqlCheck();
      assert.equal(await wrongWith(program, stringify(spec), expressions), '');
      const [first] = spec.groups[0].rules;
      first.expr = `${first.expr})`;
      assert.match(await wrongWith(program, stringify(spec), ['rate(x)']), /unexpected right parenthesis[^]*rate\(x\)/);
    },
  },
  {
    name: 'monitoring: all of it is about the namespaces that were named, and every alert says what to do',
    async run(reach) {
      const { spec } = await rulesOf(reach);
      const rules = spec.groups.flatMap((group: any) => group.rules);
      for (const { alert, expr, labels, annotations } of rules) {
        assert.match(expr, /namespace=~"docnow-\.\*"/, alert);
        assert.match(labels.severity, /^(critical|warning)$/, alert);
        assert.ok(annotations.summary.length > 20 && annotations.description.length > 20, alert);
      }
      assert.ok(!JSON.stringify([spec, await dashboardOf(reach)]).includes('NAMESPACES'));
    },
  },
  {
    name: 'monitoring: exporters are found by their label',
    async run({ kube }) {
      const custom = kube.config.makeApiClient(CustomObjectsApi);
      const monitor: any = await custom.getNamespacedCustomObject({ ...KIND, plural: 'podmonitors' });
      assert.deepEqual(monitor.spec.selector.matchLabels, { 'docnow.io/metrics': 'true' });
    },
  },
];
