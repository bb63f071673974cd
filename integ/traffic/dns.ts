import assert from 'node:assert/strict';
import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { nothing, Part } from './parts';
import { HOST, REGIONS } from './stacks';
import { timed } from '../timed';

export const dns: Part = async (scene, context, whole) => {
  const { route53 } = scene;
  const stack = await scene.stack('dns');
  const HostedZoneId = scene.byHand.zoneId;
  const weights = async () => {
    const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
    const own = ResourceRecordSets!.filter(({ Name, Type }) => Name === `${HOST}.` && Type === 'A');
    return Object.fromEntries(own.map(({ SetIdentifier, Weight }) => [SetIdentifier, Weight]));
  };
  const { add } = await timed(context, 'apply', stack.apply({ active_color: 'blue', expected_current: 'none' }));
  assert.deepEqual([add, await weights()], [2, { blue: 100, green: 0 }]);
  const green = { active_color: 'green', expected_current: 'blue', healthy_targets: '{green=2}' };
  const changes = await timed(context, 'blue to green', stack.apply(green));
  assert.deepEqual(
    [changes, await weights()],
    [
      { ...nothing, change: 2 },
      { blue: 0, green: 100 },
    ],
  );
  if (!whole) return;
  assert.deepEqual(await stack.plan({ ...green, expected_current: 'green' }), nothing);
  // Somebody gives blue a part by hand.
  const record: ResourceRecordSet = {
    Name: HOST,
    Type: 'A',
    SetIdentifier: 'blue',
    Weight: 25,
    AliasTarget: { DNSName: REGIONS.blue.name, HostedZoneId: REGIONS.blue.zone, EvaluateTargetHealth: false },
  };
  const Changes = [{ Action: 'UPSERT' as const, ResourceRecordSet: record }];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  const back = { active_color: 'blue', expected_current: 'green', healthy_targets: '{blue=2}' };
  await scene.refused(
    stack,
    ["expected_current is 'green', but requests go to blue=25,green=100: somebody else has"],
    back,
  );
  await stack.destroy(back);
  assert.deepEqual(await weights(), {});
};
