import { Providers } from './providers';
import { Aws } from '../aws/aws';

/** Variables of this process that would tell Terraform and its providers of another AWS or another cluster. */
const FOREIGN = /^(AWS|TF|KUBE|KUBERNETES|HELM)_/;

/** What Terraform's process is told: this process's own variables, but of no AWS and no cluster than the rig's. */
export function environment({
  aws,
  providers,
}: {
  readonly aws: Pick<Aws, 'env'>;
  readonly providers: Pick<Providers, 'cliConfig'>;
}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const forTerraform = { TF_CLI_CONFIG_FILE: providers.cliConfig, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
  // Go's collector takes a sixth of each command's time; none runs long enough for it to pay.
  return { GOGC: '400', ...Object.fromEntries(own), ...aws.env, ...forTerraform };
}
