import assert from 'node:assert/strict';
import test from 'node:test';
import { fieldName, Schemas, translate } from './rig/applier/translate';
import { stuck } from './rig/kube/stuck';

const schemas: Schemas = {
  Pod: {
    type: 'object',
    properties: {
      containers: { type: 'array', items: { allOf: [{ $ref: '#/components/schemas/Container' }] } },
      nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
      emptyDir: { type: 'object', properties: { medium: { type: 'string' } } },
      defaultMode: { type: 'integer' },
      runAsUser: { type: 'integer' },
    },
  },
  Container: {
    type: 'object',
    properties: { name: { type: 'string' }, port: { format: 'int-or-string', oneOf: [] } },
  },
};

void test('a body becomes the fields that the schema knows', () => {
  const body = {
    container: [{ name: 'web', port: '3000' }],
    node_selector: { 'a.b/c_d': true },
    empty_dir: [{}],
    default_mode: '0644',
    run_as_user: '1000',
  };
  assert.deepEqual(translate(body, schemas.Pod, schemas), {
    containers: [{ name: 'web', port: 3000 }],
    nodeSelector: { 'a.b/c_d': 'true' },
    emptyDir: {},
    defaultMode: 420,
    runAsUser: 1000,
  });
});

void test('a field that the server does not know is refused by name', () => {
  assert.throws(() => translate({ nonsense: 1 }, schemas.Pod, schemas), /no field for nonsense/);
});

void test('initials and plurals are found', () => {
  assert.equal(fieldName('cluster_ip', ['clusterIP', 'clusterIPs']), 'clusterIP');
  assert.equal(fieldName('policy', ['policies']), 'policies');
});

void test('a refused pod is told with its reason, a young one is not', () => {
  const refused = {
    type: 'Warning',
    reason: 'FailedCreate',
    message: 'exceeded quota',
    involvedObject: { kind: 'ReplicaSet', name: 'web' },
  };
  assert.match(stuck({ pods: [], events: [refused] }, 0)!, /ReplicaSet web: FailedCreate: exceeded quota/);
  const young = { reason: 'Unschedulable', status: 'False', lastTransitionTime: new Date(0).toISOString() };
  const pod = { metadata: { name: 'web' }, status: { conditions: [young] } };
  assert.equal(stuck({ pods: [pod], events: [] }, 5_000), undefined);
  assert.match(stuck({ pods: [pod], events: [] }, 60_000)!, /Unschedulable for 60 s/);
});
