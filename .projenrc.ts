import { cdktf, javascript } from 'projen';

/**
 * The house: a folder may import from itself and from the folders named here. `services` and `environment` run on any
 * Kubernetes, so they know the cluster by its contract in `platform` alone.
 */
const DIRECTION: Record<string, string[]> = {
  platform: [],
  state: ['platform'],
  cluster: ['platform', 'state'],
  controllers: ['platform'],
  services: ['platform'],
  environment: ['platform', 'services'],
  switch: ['platform', 'state', 'cluster', 'services', 'environment'],
  // A program beside the constructs: it knows what they wrote, not them.
  release: [],
};

const project = new cdktf.ConstructLibraryCdktf({
  name: '@docnow/infra-constructs',
  description:
    'Blue/green deployment of DocNow on Kubernetes in AWS: DocNowCluster, DocNowEnvironment, BlueGreenSwitch',
  author: 'Documenting the Now',
  authorAddress: 'info@docnow.io',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/DocNow/infra-constructs.git',
  bin: { 'docnow-release': 'lib/release/main.js' },
  license: 'MIT',
  copyrightOwner: 'Documenting the Now',
  keywords: ['docnow', 'cdktf', 'terraform', 'eks', 'kubernetes', 'blue-green'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '20',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  cdktfVersion: '^0.21.0',
  constructsVersion: '^10.4.2',
  peerDeps: ['@cdktf/provider-aws@^21.22.1', '@cdktf/provider-kubernetes@^12.1.1', '@cdktf/provider-helm@^12.1.2'],
  // Peers are pinned to their lowest version for development, so that what is tested is the floor that is promised.
  peerDependencyOptions: { pinnedDevDependency: true },
  devDeps: [
    'tsx',
    'yaml',
    'undici@^7',
    'fast-check@^4',
    'fast-xml-parser',
    // What the application of the rig talks to real servers by: as DocNow does, with knex, and a client of Redis.
    'knex',
    'pg',
    'redis@^5',
    'eslint-plugin-import',
    '@kubernetes/client-node@^1.4.0', // 2.x needs Node 22
    ...[
      'acm',
      'backup',
      'cloudwatch',
      'cloudwatch-logs',
      'dynamodb',
      'ec2',
      'efs',
      'eks',
      'elasticache',
      'eventbridge',
      'elastic-load-balancing-v2',
      'iam',
      'kms',
      'opensearch',
      'rds',
      'route-53',
      's3',
      'secrets-manager',
      'sns',
      'sqs',
      'ssm',
    ].map((service) => `@aws-sdk/client-${service}`),
  ],
  depsUpgrade: false,
  npmignoreEnabled: false,
  githubOptions: { mergify: false },
  prettier: true,
  prettierOptions: { settings: { singleQuote: true, printWidth: 120, trailingComma: javascript.TrailingComma.ALL } },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'integ', 'examples', 'bench', 'docs'], prettier: true },
  docgen: true,
  publishToPypi: { distName: 'docnow-infra-constructs', module: 'docnow_infra_constructs' },
  publishToMaven: {
    javaPackage: 'io.docnow.infra',
    mavenGroupId: 'io.docnow',
    mavenArtifactId: 'infra-constructs',
  },
  publishToGo: { moduleName: 'github.com/DocNow/infra-constructs-go', packageName: 'infraconstructs' },
});

// The package root of a provider binding costs 6 s and 1 GB to load; a file of it costs milliseconds.
const bindingRoots = {
  regex: '@cdktf/provider-[^/]+(/lib)?(/index(\\.js)?)?/?$',
  message: 'Import the file you need: @cdktf/provider-NAME/lib/FILE.',
};
const noAws = {
  regex: '@cdktf/provider-aws(/|$)|@aws-sdk/',
  message: 'This runs on any Kubernetes; AWS belongs in platform/aws.',
};
// By the file that an import leads to, whatever way it is written.
const zones = Object.entries(DIRECTION).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: [
    './src/index.ts',
    ...Object.keys(DIRECTION)
      .filter((other) => other !== folder && !allowed.includes(other))
      .map((other) => `./src/${other}`),
  ],
  message: `state <- cluster <- services <- environment <- switch: ${folder} may know ${allowed.join(', ') || 'itself'}.`,
}));
// Contracts are met by platforms and know none; what runs on any Kubernetes knows the contracts alone.
const neutral = ['environment/**/*', 'services/**/*', 'switch/**/*', 'platform/*'].map((glob) => `./src/${glob}`);
const platforms = [
  ...neutral.map((target) => ({ target, from: './src/platform/aws', message: noAws.message })),
  ...neutral.map((target) => ({
    target,
    from: './src/platform/generic',
    message: 'This knows the contracts in platform alone; who uses it chooses the platform.',
  })),
  { target: './src/platform/generic', from: './src/platform/aws', message: noAws.message },
  {
    target: './src/platform/aws',
    from: './src/platform/generic',
    message: 'No platform knows another: what both need belongs in platform.',
  },
];
project.eslint?.addRules({
  'no-restricted-imports': ['error', { patterns: [bindingRoots] }],
  'import/no-restricted-paths': ['error', { zones: [...zones, ...platforms] }],
});
project.eslint?.addOverride({
  files: ['environment/**/*', 'services/**/*', 'switch/**/*', 'platform/*', 'platform/generic/**/*'].map(
    (glob) => `src/${glob}.ts`,
  ),
  rules: { 'no-restricted-imports': ['error', { patterns: [bindingRoots, noAws] }] },
});
project.eslint?.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'ImportExpression, TSImportType',
        message: 'Import at the top of the file, where it can be checked.',
      },
    ],
  },
});

// The sources as text in every file would be two thirds of the package.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false);
}

// A program loads what it uses of the package, and of the bindings what that stands on.
project.compileTask.exec('node projenrc/lazy-index.cjs');

// Examples import the package by its name, which the compiler resolves to src.
project.eslint?.addOverride({
  files: ['examples/**/*.ts'],
  rules: { 'import/no-unresolved': ['error', { ignore: ['^@docnow/infra-constructs$'] }] },
});

// What ships is named, so that nothing else ever does: a state file left in a working copy would carry secrets. Errors name
// pages of docs.
project.package.addField('files', ['lib/', 'charts/', 'docs/*.md', '.jsii']);
project.gitignore.exclude('cdktf.out/', 'examples/local/.local/', '.terraform/', '*.tfstate*');

project.addTask('synth', {
  description: 'Write the Terraform of each example to examples/NAME/cdktf.out',
  exec: 'tsx --tsconfig examples/tsconfig.json examples/synth.ts',
});
project.addTask('demo', {
  description: 'The whole story, for real: set up, switch, way back, tear down',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/demo.ts',
  receiveArgs: true,
});
project.addTask('integ:all', {
  description: 'Every network with every compute and autoscaler, for real',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/matrix/all.ts',
  receiveArgs: true,
});
project.addTask('integ:environments', {
  description: 'Every generation with every store and compute, for real',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/environments/all.ts',
  receiveArgs: true,
});
project.addTask('integ:traffic', {
  description: 'Every kind of target and of preview, and the weights of DNS, for real',
  env: { DOCNOW_TRAFFIC: 'whole' },
  exec: 'tsx --tsconfig examples/tsconfig.json --test integ/traffic.integ.ts',
});
project.addTask('integ:release', {
  description: 'A release with colleagues, sick colours, trials and kills, for real',
  exec: 'tsx --tsconfig examples/tsconfig.json --test integ/release/all.ts',
});
project.addTask('integ:load', {
  description: 'Web under load while pods come, go and are killed, and a switch, on real stores',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/load/all.ts',
  receiveArgs: true,
});
project.addTask('integ:keda', {
  description: 'url-fetcher scaled by KEDA itself, on a real Redis',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/keda/all.ts',
  receiveArgs: true,
});
project.addTask('integ:copies', {
  description: 'Copies of backups that are killed at every write, on real stores',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/copies/all.ts',
  receiveArgs: true,
});
project.addTask('integ:faults', {
  description: 'All that can go wrong in a switch, under load; writes docs/faults.md',
  exec: 'tsx --tsconfig examples/tsconfig.json integ/faults/all.ts',
  receiveArgs: true,
});
project.addTask('bench', {
  description: 'Ratios against bare cdktf and peers',
  exec: 'tsx --tsconfig examples/tsconfig.json bench/main.ts',
  receiveArgs: true,
});
// The picture of the stacks and the page of what goes with what are made anew by every build, as API.md is.
project.tasks.tryFind('docgen')!.exec('tsx --tsconfig examples/tsconfig.json docs/architecture.ts');
project.tasks.tryFind('docgen')!.exec('tsx --tsconfig examples/tsconfig.json docs/combinations.ts');
project.tasks.tryFind('docgen')!.exec('tsx --tsconfig examples/tsconfig.json docs/network-policies.ts');
project.testTask.reset('tsx --tsconfig examples/tsconfig.json integ/suites.ts', { receiveArgs: true });
project.addTask('test:unit', { description: 'Unit tests alone', exec: 'jest --passWithNoTests', receiveArgs: true });

project.synth();
