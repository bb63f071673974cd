import { spawnSync } from 'node:child_process';
import { Testing } from 'cdktf';
import { environmentStack, store } from './world';
import { DocNowEnvironmentProps, Release, SchemaProps } from '../../src';

const postgres: Partial<DocNowEnvironmentProps> = {
  release: Release.postgresGeneration({ image: 'registry.example.org/docnow:1' }),
  elasticsearch: undefined,
  postgres: { endpoint: store('postgres', 5432), databaseName: 'docnow', username: 'docnow' },
};

function synth(changes: Partial<DocNowEnvironmentProps> = {}) {
  const { resource, output } = JSON.parse(Testing.synth(environmentStack(changes)));
  const cronJobs = Object.values<any>(resource.kubernetes_cron_job_v1);
  const command = (name: string) => cronJobs.find(({ metadata }) => metadata.name === name)?.spec;
  const [migration] = Object.values<any>(resource.kubernetes_job_v1 ?? {});
  return { resource, output, cronJobs, command, migration };
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

test('the namespace tells the form of the database, when the release does', () => {
  const annotations = (schema?: SchemaProps) => {
    const release = Release.postgresGeneration({ image: 'registry.example.org/docnow:1', schema });
    return Object.values<any>(synth({ ...postgres, release }).resource.kubernetes_namespace_v1)[0].metadata.annotations;
  };
  expect(annotations()).toBeUndefined();
  expect(annotations({ version: 5 })).toEqual({ 'docnow.io/schema': '5', 'docnow.io/schema-compatible-from': '5' });
  expect(annotations({ version: 5, compatibleFrom: 3 })).toEqual({
    'docnow.io/schema': '5',
    'docnow.io/schema-compatible-from': '3',
  });
});

test('what pods of the old release read is there until the new one is applied', () => {
  const all = Object.values<any>(synth(postgres).resource.kubernetes_config_map_v1);
  const maps = all.filter(({ metadata }) => metadata.name !== 'binding');
  expect(maps).toHaveLength(2);
  for (const { metadata, immutable, lifecycle } of maps) {
    expect(metadata.generate_name).toMatch(/^docnow-(preload-)?\$\{substr\(sha256\(/);
    expect([metadata.name, immutable, lifecycle]).toEqual([undefined, true, { create_before_destroy: true }]);
  }
});

test('a release without migrations has no Job', () => {
  const { resource, output } = synth();
  expect(resource.kubernetes_job_v1).toBeUndefined();
  expect(output?.failed_migration).toBeUndefined();
});

test('commands are there to start Jobs from, and run by themselves on no day', () => {
  const { cronJobs, command } = synth();
  expect(cronJobs.map(({ metadata }) => metadata.name)).toEqual([
    'load-places',
    'merge-indexes',
    'sudo',
    'update-indexes',
    'users',
  ]);
  expect(command('sudo')).toMatchObject({ suspend: true, schedule: '0 0 31 2 *', concurrency_policy: 'Forbid' });
  const { container } = command('sudo').job_template.spec.template.spec;
  expect(container[0].command).toEqual(['node', 'dist/commands/sudo']);
});

test('a command that removes data is there when it is named, and wants a word', () => {
  expect(synth().command('reset')).toBeUndefined();
  const { command } = synth({ destructiveCommands: ['reset'] });
  const [program, ...args] = command('reset').job_template.spec.template.spec.container[0].command;
  expect(args[1]).toContain("exec 'node' 'dist/commands/reset'");
  const run = (...words: string[]) =>
    spawnSync(program, [args[0], args[1].replace("'node' 'dist/commands/reset'", 'echo'), args[2], ...words], {
      encoding: 'utf8',
    });
  expect(run()).toMatchObject({ status: 64, stdout: '' });
  expect(run('yes').stderr).toContain('say remove-the-data-of-all-colours as its first argument');
  expect(run('remove-the-data-of-all-colours', 'a b')).toMatchObject({ status: 0, stdout: 'a b\n' });
});

test.each([['sudo'], ['rest']])('refuses %s as a command that removes data', (name) => {
  expect(() => environmentStack({ destructiveCommands: [name] })).toThrow(
    `blue/Blue: destructiveCommands is '${name}', which is no command of this release that removes data. Those are reset;`,
  );
});
