import { Mend } from '../mend';

const GROUP = /^(Actions\.member\.\d+\.ForwardConfig\.TargetGroups\.member)\.(\d+)\.(TargetGroupArn|Weight)$/;

interface Group {
  readonly arn: string;
  readonly weight: string;
}

/**
 * fakecloud's load balancer sends a group of weight 0 as much as one of weight 1; AWS sends it nothing. So fakecloud is not
 * told of groups of weight 0 in a rule, and they are put back into what it says of the rule. While they are away, fakecloud
 * would let such a group be deleted, which AWS refuses.
 */
export function zeroWeights(): Mend {
  /** By a rule's ARN, what the client wrote, one list of groups for each action that forwards by weights. */
  const written = new Map<string, Group[][]>();
  return {
    page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html',
    actions: ['CreateRule', 'ModifyRule', 'DescribeRules', 'SetRulePriorities'],
    ask: (form) => {
      const asked = new URLSearchParams([...form].filter(([key]) => !GROUP.test(key)));
      for (const [prefix, groups] of groupsOf(form)) {
        // With no group left, it is fakecloud's to say what that means.
        const served = groups.filter(({ weight }) => weight !== '0');
        (served.length ? served : groups).forEach(({ arn, weight }, index) => {
          asked.set(`${prefix}.${index + 1}.TargetGroupArn`, arn);
          asked.set(`${prefix}.${index + 1}.Weight`, weight);
        });
      }
      return asked;
    },
    answer: (xml, form) => {
      const lists = [...groupsOf(form).values()];
      return xml
        .split(/(?=<RuleArn>)/)
        .map((rule) => {
          const arn = /^<RuleArn>(.*?)</.exec(rule)?.[1];
          if (!arn) return rule;
          if (lists.length) written.set(arn, lists);
          const left = [...(written.get(arn) ?? [])];
          return rule.replace(/<TargetGroups>.*?<\/TargetGroups>/gs, (said) => rendered(left.shift()) ?? said);
        })
        .join('');
    },
  };
}

/** The weighted groups of each action, by what their parameters begin with. */
function groupsOf(form: URLSearchParams): Map<string, Group[]> {
  const found = new Map<string, Group[]>();
  for (const [key, arn] of form) {
    const [, prefix, index, name] = GROUP.exec(key) ?? [];
    if (name !== 'TargetGroupArn') continue;
    const weight = form.get(`${prefix}.${index}.Weight`) ?? '1';
    found.set(prefix, [...(found.get(prefix) ?? []), { arn, weight }]);
  }
  return found;
}

function rendered(groups?: Group[]): string | undefined {
  const members = groups?.map(
    ({ arn, weight }) => `<member><TargetGroupArn>${arn}</TargetGroupArn><Weight>${weight}</Weight></member>`,
  );
  return members && `<TargetGroups>${members.join('')}</TargetGroups>`;
}
