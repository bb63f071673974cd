import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { DeleteTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Color, FaultSite, OTHER } from './site';
import { Figures } from '../rig/load/tally';
import { until } from '../rig/processes/until';

/** A fault while the traffic goes `from` a colour `to` the other. */
interface Scene {
  readonly site: FaultSite;
  readonly from: Color;
  readonly to: Color;
  /** How often the rule was changed since the row began. */
  writes(): number;
}

/** A line of the table: what goes wrong, what an operator sees, and how it goes on. */
export interface Row {
  readonly fault: string;
  readonly seen: string;
  readonly then: string;
  /** What visitors lose. @default - nothing */
  readonly lost?: string;
  /** Where the traffic is at the end. */
  readonly ends: 'new' | 'old';
  /** Lets it go wrong and goes on. @throws when it is not as the row says */
  readonly deed: (scene: Scene) => Promise<void>;
}

const switchTo = (to: Color, ...more: string[]) => ['npx docnow-release switch', to, '--yes', ...more].join(' ');
const INTERNAL = { status: 500, code: 'InternalFailure' };
const FOREVER = 1_000;

/** The command, ended by SIGKILL when it is so; then the same command again, its lock freed. */
async function killedAndAgain(
  { site, to }: Scene,
  when: string | (() => boolean),
  command = switchTo(to),
): Promise<void> {
  await site.hands.killed(command, when);
  site.aws.faults.clear();
  await site.hands.again(switchTo(to));
  await site.freeLock();
}

export const ROWS: readonly Row[] = [
  {
    fault: 'apply killed (SIGKILL) before the write',
    seen: 'Nothing has changed.',
    then: 'The same command, once the lock is freed.',
    ends: 'new',
    async deed(scene) {
      await killedAndAgain(scene, 'Only yes will be accepted', `npx docnow-release switch ${scene.to} < <(sleep 60)`);
      assert.equal(scene.writes(), 1);
    },
  },
  {
    fault: 'apply killed while the write is on its way',
    seen: 'Nothing has changed: the call did not arrive.',
    then: 'The same command, once the lock is freed.',
    ends: 'new',
    async deed(scene) {
      scene.site.aws.faults.add({ action: 'ModifyRule', delay: 3_000 });
      await killedAndAgain(scene, () => scene.writes() === 1);
      assert.equal(scene.writes(), 2);
    },
  },
  {
    fault: 'apply killed after the write, before Terraform knew',
    seen: '`status` tells that it is half done: the traffic has moved, the state does not know.',
    then: 'The same command, once the lock is freed: it writes the state, and nothing in AWS.',
    ends: 'new',
    async deed(scene) {
      scene.site.aws.faults.add({ action: 'ModifyRule', acted: true, delay: 60_000 });
      let moved = false;
      const look = setInterval(() => void scene.site.serves().then((one) => (moved = one === scene.to)), 200);
      await killedAndAgain(scene, () => moved).finally(() => clearInterval(look));
      assert.equal(scene.writes(), 1);
    },
  },
  {
    fault: 'API throttled, five times one after another',
    seen: 'It takes longer.',
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, to, writes }) {
      const says = { status: 400, code: 'Throttling' };
      site.aws.faults.add({ action: 'DescribeRules', times: 2, says }, { action: 'ModifyRule', times: 3, says });
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 4);
    },
  },
  {
    fault: 'API slow: 3 s for each call about rules',
    seen: 'It takes longer.',
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, to, writes }) {
      site.aws.faults.add(
        ...['DescribeRules', 'ModifyRule'].map((action) => ({ action, times: FOREVER, delay: 3_000 })),
      );
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 1);
    },
  },
  {
    fault: 'API answers 500 twice and has not acted',
    seen: "It takes longer: Terraform's provider asks again, 25 times if it has to.",
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, to, writes }) {
      site.aws.faults.add({ action: 'ModifyRule', times: 2, says: INTERNAL });
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 3);
    },
  },
  {
    fault: 'API answers 500 twice and has acted',
    seen: 'It takes longer: what is asked again changes nothing more.',
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, to, writes }) {
      site.aws.faults.add({ action: 'ModifyRule', times: 2, acted: true, says: INTERNAL });
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 3);
    },
  },
  {
    fault: 'API refuses for good',
    seen: 'Code 1, and what AWS said. Nothing has changed.',
    then: 'The same command, when AWS lets it through.',
    ends: 'new',
    async deed({ site, from, to, writes }) {
      site.aws.faults.add({ action: 'ModifyRule', says: { status: 403, code: 'AccessDenied' } });
      await site.hands.ends(1, /AccessDenied/, switchTo(to));
      assert.equal(await site.serves(), from);
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 2);
    },
  },
  {
    fault: 'API says that it failed for good, and has acted',
    seen: 'Code 4: the traffic has moved, a part is done.',
    then: 'The same command: it writes the state, and nothing in AWS.',
    ends: 'new',
    async deed({ site, to, writes }) {
      site.aws.faults.add({ action: 'ModifyRule', acted: true, says: { status: 400, code: 'ValidationError' } });
      await site.hands.ends(4, /ValidationError.*the traffic has moved. Run it again/, switchTo(to));
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 1);
    },
  },
  {
    fault: 'no answer: the connection is cut after AWS has acted',
    seen: "Terraform's provider asks again; the second call changes nothing.",
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, to, writes }) {
      site.aws.faults.add({ action: 'ModifyRule', acted: true, says: 'nothing' });
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 2);
    },
  },
  {
    fault: 'somebody holds the lock of the state',
    seen: 'Code 3, and who it is.',
    then: 'The same command, once they are done.',
    ends: 'new',
    async deed({ site, from, to, writes }) {
      const colleague = site.operator.start(
        `terraform -chdir=switch apply -var active_color=${from} -var expected_current=${from} -var skip_guards=trial -var canary_color=${to} -var canary_weight=1 < <(sleep 600)`,
      );
      const asks = async () => (await readFile(colleague.log, 'utf8')).includes('Enter a value');
      await until('a colleague is asked', 60, asks, [colleague]);
      await site.hands.ends(
        3,
        /Error acquiring the state lock.*see "Somebody holds the lock"/,
        switchTo(to, '--lock-timeout 1s'),
      );
      assert.equal(writes(), 0);
      await colleague.stop();
      await site.hands.again(switchTo(to));
    },
  },
  {
    fault: 'the state of the switch is lost',
    seen: 'Code 3: the state tells nothing of the switch.',
    then: '`terraform import` of the rule, an apply that changes nothing in AWS, then the same command.',
    ends: 'new',
    async deed({ site, from, to, writes }) {
      await site.loseState();
      await site.hands.ends(3, /tells nothing of the switch/, switchTo(to));
      const { RuleArn } = await site.rule();
      const told = `-var active_color=${from} -var expected_current=${from}`;
      const address = '"$(grep -o "aws_lb_listener_rule.Switch_Traffic_[0-9A-F]*" switch/cdk.tf.json | head -1)"';
      await site.operator.done(`terraform -chdir=switch import ${told} ${address} ${RuleArn}`);
      await site.operator.done(`terraform -chdir=switch apply -auto-approve ${told}`);
      assert.equal(writes(), 0);
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 1);
    },
  },
  {
    fault: 'two people switch at the same time, to the same colour',
    seen: 'The second: code 4, a stale plan, and that the traffic has moved. Nothing is changed twice.',
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, to, writes }) {
      const second = await site.hands.meanwhile(`switch ${to}`, () => site.hands.done(switchTo(to)));
      assert.equal(second.code, 4, second.words);
      assert.match(second.words, /Saved plan is stale.*the traffic has moved/);
      assert.equal(writes(), 1);
    },
  },
  {
    fault: 'the rule is changed by hand between plan and apply',
    seen: 'Code 3: somebody else has switched since. What they did stays.',
    then: 'Find out why, then the same command.',
    ends: 'new',
    async deed({ site, to, writes }) {
      // The state has it elsewhere than the rule: by hand to the new colour and back would be seen by nobody.
      const said = await site.hands.meanwhile(`canary ${to} 10`, () => site.byHand(to));
      assert.equal(said.code, 3, said.words);
      assert.match(said.words, /was right at the plan, but by now requests go to/);
      assert.equal(writes(), 1);
      await site.hands.done(switchTo(to));
      // Once more where it was left without what else the rule says.
      assert.ok(writes() <= 2);
    },
  },
  {
    fault: 'the new colour gets sick between plan and apply',
    seen: 'Code 5, with `--bake 1m --back-when-sick`: the traffic is back.',
    then: 'See to the colour.',
    lost: 'what a sick colour does not answer until then',
    ends: 'old',
    async deed({ site, to, writes }) {
      const watched = `switch ${to} --bake 1m --every 1s --back-when-sick`;
      const said = await site.hands.meanwhile(watched, () => site.sick(to, true));
      assert.equal(said.code, 5, said.words);
      assert.equal(writes(), 2);
      await site.sick(to, false);
    },
  },
  {
    fault: 'the new colour gets sick right after the switch',
    seen: 'Code 5, with `--bake 1m --back-when-sick`: the traffic is back.',
    then: 'See to the colour.',
    lost: 'what a sick colour does not answer until then',
    ends: 'old',
    async deed({ site, to, writes }) {
      const moved = until('the traffic has moved', 300, () => writes() === 1).then(() => site.sick(to, true));
      const watched = site.hands.ends(
        5,
        /is sick: 0 of .*targets are healthy/,
        switchTo(to, '--bake 1m --every 1s --back-when-sick'),
      );
      await Promise.all([moved, watched]);
      assert.equal(writes(), 2);
      await site.sick(to, false);
    },
  },
  {
    fault: 'the targets of all colours are sick',
    seen: 'Code 3: none is healthy. The load balancer sends requests to sick targets then (it fails open).',
    then: 'See to the colours; in an emergency `--skip-guards`.',
    lost: 'what a sick colour does not answer until then',
    ends: 'old',
    async deed({ site, from, to, writes }) {
      await Promise.all([site.sick(from, true), site.sick(to, true)]);
      await site.hands.ends(3, /healthy_targets says 0 for/, switchTo(to));
      assert.equal(writes(), 0);
      await Promise.all([site.sick(from, false), site.sick(to, false)]);
    },
  },
  {
    fault: "the serving colour's target group is deleted by hand",
    seen: 'AWS refuses, since a rule uses it. It refuses that of the idle colour, too: the rule keeps it with weight 0.',
    then: 'Nothing is to be done.',
    ends: 'new',
    async deed({ site, from, to, writes }) {
      // Of the idle colour it cannot be shown: see integ/rig/aws/mends/zero-weights.ts.
      const TargetGroupArn = site.entry.targetGroups[from];
      await assert.rejects(site.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn })), /in use/);
      await site.hands.done(switchTo(to));
      assert.equal(writes(), 1);
    },
  },
  {
    fault: 'an operator in a hurry: `--skip-guards` on a sick colour',
    seen: 'Code 0. The reason is in the log, and in the output `skipped_guards`.',
    then: 'Nothing is to be done.',
    lost: 'what a sick colour does not answer until then',
    ends: 'new',
    async deed({ site, to, writes }) {
      await site.sick(to, true);
      await site.hands.done(switchTo(to, "--skip-guards 'the other one burns'", '--traffic-only'));
      const { skippedGuards, who } = await site.lastOfLog();
      assert.equal(skippedGuards, 'the other one burns');
      assert.match(who.arn, /^arn:aws:/);
      assert.match(await site.operator.done('terraform -chdir=switch output skipped_guards'), /the other one burns/);
      assert.equal(writes(), 1);
      await site.sick(to, false);
    },
  },
];

/** What the load counted while a row was gone through. */
export type Counted = Pick<Figures, 'requests' | 'failed'>;

/** Goes through a row. @throws when it is not as the row says, or a request failed that nothing excuses */
export async function goThrough(site: FaultSite, row: Row): Promise<Counted> {
  const from = await site.serves();
  const to = OTHER[from];
  const mark = site.aws.calls.mark();
  site.load.mark(row.fault);
  await row.deed({ site, from, to, writes: () => site.aws.calls.count('ModifyRule', mark) });
  site.aws.faults.clear();
  const { requests, failed, reasons } = site.load.mark(row.fault);
  // AWS sends requests to sick targets when there are no others; fakecloud answers 503 itself.
  const others = reasons.filter((reason) => !row.lost || !/^503 No healthy targets/.test(reason));
  assert.deepEqual(others, []);
  assert.ok(requests > 100, `only ${requests} requests`);
  assert.equal(await site.serves(), row.ends === 'new' ? to : from);
  return { requests, failed };
}
