import { cargoTool } from './cargo-tool';
import { goTool } from './go-tool';

const KUBERNETES = '1.34.2';
const [MAJOR, MINOR] = KUBERNETES.split('.');
const VERSION = 'k8s.io/component-base/version';
/** Without these the server says that it has no version, which clients stumble over. */
const kubernetes = {
  version: KUBERNETES,
  module: 'kubernetes',
  variables: {
    [`${VERSION}.gitVersion`]: `v${KUBERNETES}`,
    [`${VERSION}.gitMajor`]: MAJOR,
    [`${VERSION}.gitMinor`]: MINOR,
  },
  answer: `Kubernetes v${KUBERNETES}`,
};

/** A tool by the name of its program. Versions of Go programs are those of `modules/`: change both. */
export const RECIPES = {
  etcd: goTool({
    name: 'etcd',
    version: '3.6.5',
    seconds: 29,
    module: 'etcd',
    source: 'go.etcd.io/etcd/server/v3',
    answer: 'etcd Version: 3.6.5',
  }),
  kwok: goTool({
    name: 'kwok',
    version: '0.7.0',
    seconds: 80,
    module: 'kwok',
    source: 'sigs.k8s.io/kwok/cmd/kwok',
    answer: 'kwok version v0.7.0',
  }),
  kubeApiserver: goTool({
    ...kubernetes,
    name: 'kube-apiserver',
    seconds: 255,
    source: 'k8s.io/kubernetes/cmd/kube-apiserver',
  }),
  kubeControllerManager: goTool({
    ...kubernetes,
    name: 'kube-controller-manager',
    seconds: 59,
    source: 'k8s.io/kubernetes/cmd/kube-controller-manager',
  }),
  kubeScheduler: goTool({
    ...kubernetes,
    name: 'kube-scheduler',
    seconds: 11,
    source: 'k8s.io/kubernetes/cmd/kube-scheduler',
  }),
  fakecloud: cargoTool({ name: 'fakecloud', version: '0.51.0', seconds: 600 }),
};

/** Apart from the rest, as it is needed only where Terraform's helm provider cannot be had. */
export const HELM = goTool({
  name: 'helm',
  version: '3.19.5',
  seconds: 60,
  module: 'helm',
  source: 'helm.sh/helm/v3/cmd/helm',
  variables: { 'helm.sh/helm/v3/internal/version.version': 'v3.19.5' },
  versionArgs: ['version', '--short'],
  answer: 'v3.19.5',
});

/** Apart from the rest, as one test alone needs it: reads rules as Prometheus does (a few lines around its own parser). */
export const PROMQL_CHECK = goTool({
  name: 'promql-check',
  version: '0.308.1',
  seconds: 25,
  module: 'promql',
  source: '.',
  answer: 'promql-check 0.308.1',
});

/** Apart from the rest, as one test alone needs it: the linter of Kubernetes objects (MIT). */
export const KUBE_SCORE = goTool({
  name: 'kube-score',
  version: '1.20.0',
  seconds: 20,
  module: 'kube-score',
  source: 'github.com/zegl/kube-score/cmd/kube-score',
  variables: { 'main.version': '1.20.0' },
  versionArgs: ['version'],
  answer: 'kube-score version: 1.20.0,',
});

/** Apart from the rest, as one test alone needs it: the linter of workflows of GitHub Actions (MIT). */
export const ACTIONLINT = goTool({
  name: 'actionlint',
  version: '1.7.7',
  seconds: 10,
  module: 'actionlint',
  source: 'github.com/rhysd/actionlint/cmd/actionlint',
  variables: { 'github.com/rhysd/actionlint.version': '1.7.7' },
  answer: '1.7.7',
});

/** Apart from the rest, as it is needed only where the machine has none of its own. */
export const KUBECTL = goTool({
  ...kubernetes,
  name: 'kubectl',
  seconds: 60,
  source: 'k8s.io/kubernetes/cmd/kubectl',
  versionArgs: ['version', '--client'],
  answer: `v${KUBERNETES}`,
});

const keda = { version: '2.21.0', module: 'keda', seconds: 1200, versionArgs: ['--help'] };

/** Apart from the rest, as one program by hand alone needs it: what scales by lists in Redis (Apache-2.0). */
export const KEDA_OPERATOR = goTool({
  ...keda,
  name: 'keda-operator',
  source: 'github.com/kedacore/keda/v2/cmd/operator',
  answer: 'cert-secret-name',
});

/** What tells the autoscaler of Kubernetes how long the lists are. */
export const KEDA_ADAPTER = goTool({
  ...keda,
  name: 'keda-adapter',
  seconds: 60,
  source: 'github.com/kedacore/keda/v2/cmd/adapter',
  answer: 'metrics-service-address',
});
