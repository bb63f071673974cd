/**
 * Says, once and loudly, that Terraform's own providers of the cluster were not exercised.
 *
 * @param missing the providers that could not be had, with why
 * @throws when `REQUIRE_PROVIDERS=1`
 */
export function announce(missing: string, say: (line: string) => void, env: NodeJS.ProcessEnv = process.env): void {
  const line =
    `!!! TERRAFORM'S kubernetes AND helm PROVIDERS WERE NOT EXERCISED (${missing}): ` +
    'the rig applied their resources to the API server itself. REQUIRE_PROVIDERS=1 makes this a failure. !!!';
  if (env.REQUIRE_PROVIDERS === '1') throw new Error(`${line} Put them into a filesystem mirror of Terraform.`);
  if (!said) say(line);
  said = true;
}

let said = false;
