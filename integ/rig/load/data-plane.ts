import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Where fakecloud serves a load balancer's traffic: a loopback port of its own for each, found in its introspection.
 *
 * @param endpoint fakecloud's own endpoint, such as `http://127.0.0.1:4566`
 * @param arn the load balancer
 * @throws when no port is bound within 10 s
 */
export async function dataPlaneOrigin(endpoint: string, arn: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const response = await fetch(`${endpoint}/_fakecloud/elbv2/load-balancers`);
    const { loadBalancers } = (await response.json()) as { loadBalancers: Array<{ arn: string; boundPort?: number }> };
    const port = loadBalancers.find((one) => one.arn === arn)?.boundPort;
    if (port) return `http://127.0.0.1:${port}`;
    await sleep(200);
  }
  throw new Error(`fakecloud serves no traffic for ${arn}: is the load balancer active?`);
}
