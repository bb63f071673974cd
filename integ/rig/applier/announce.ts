/**
 * Says, once and loudly, that Terraform's own providers of the cluster were not exercised.
 *
 * @param why they could not be had
 * @throws when `REQUIRE_PROVIDERS=1`
 */
export function announce(why: string, say: (line: string) => void, env: NodeJS.ProcessEnv = process.env): void {
  const loud = "TERRAFORM'S kubernetes AND helm PROVIDERS WERE NOT EXERCISED";
  if (env.REQUIRE_PROVIDERS === '1') {
    throw new Error(`${loud}, and REQUIRE_PROVIDERS=1 asks for them. Put them into a filesystem mirror.\n${why}`);
  }
  const played = 'the rig applied their resources to the API server itself (REQUIRE_PROVIDERS=1 makes this a failure)';
  if (!said) say(`!!! ${loud}: ${played}. ${why.split('\n')[0]}`);
  said = true;
}

let said = false;
