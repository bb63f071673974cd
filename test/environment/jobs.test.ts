import { Testing } from 'cdktf';
import { environmentStack, store } from './world';
import { DocNowEnvironmentProps, Release } from '../../src';

const postgres: Partial<DocNowEnvironmentProps> = {
  release: Release.postgresGeneration({ image: 'registry.example.org/docnow:1' }),
  elasticsearch: undefined,
  postgres: { endpoint: store('postgres', 5432), databaseName: 'docnow', username: 'docnow' },
};

function synth(changes: Partial<DocNowEnvironmentProps> = {}) {
  const { resource, output } = JSON.parse(Testing.synth(environmentStack(changes)));
  const [migration] = Object.values<any>(resource.kubernetes_job_v1 ?? {});
  return { resource, output, migration };
}

test('the database is migrated once for each image and configuration, before anything of it runs', () => {
  const { resource, migration, output } = synth(postgres);
  expect(migration.metadata.name).toMatch(
    /^migrate-\$\{substr\(sha256\(join\(" ", \["registry\.example\.org\/docnow:1"/,
  );
  expect(migration.wait_for_completion).toBe(true);
  expect(migration.spec).toMatchObject({ backoff_limit: 0, active_deadline_seconds: 1800 });
  const { restart_policy: restart, container } = migration.spec.template.spec;
  expect(restart).toBe('Never');
  expect(container[0]).toMatchObject({
    command: ['node', 'dist/commands/migrate'],
    termination_message_policy: 'FallbackToLogsOnError',
  });
  for (const { depends_on: needed } of Object.values<any>(resource.kubernetes_deployment_v1)) {
    expect(needed.join()).toContain('kubernetes_job_v1.Blue_Migration');
  }
  expect(output.failed_migration.value).toContain('"Failed"');
});

test('a release without migrations has no Job', () => {
  const { resource, output } = synth();
  expect(resource.kubernetes_job_v1).toBeUndefined();
  expect(output?.failed_migration).toBeUndefined();
});
