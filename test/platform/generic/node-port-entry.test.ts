import { bound } from './world';
import { Color, NodePortEntry, NodePortEntryProps } from '../../../src';
import { resources } from '../../services/fake-cluster';

function entry(changes: Partial<NodePortEntryProps> = {}): NodePortEntry {
  return new NodePortEntry({ color: Color.BLUE, nodePort: 30080, sourceCidrs: ['10.0.0.0/16'], ...changes });
}

describe('NodePortEntry', () => {
  test('opens a port of every node to the pods themselves', () => {
    const { stack } = bound(entry());
    const [{ metadata, spec }] = resources(stack, 'kubernetes_service_v1');
    expect(metadata.name).toBe('web-node-port');
    expect(spec).toEqual({
      type: 'NodePort',
      selector: { app: 'web' },
      port: [{ name: 'http', port: 80, target_port: '3000', node_port: 30080, protocol: 'TCP' }],
    });
  });

  test('says what pods have to know', () => {
    const { binding } = bound(entry({ deregistrationDelay: 5 }));
    expect(binding).toMatchObject({ readinessGates: [], sourceCidrs: ['10.0.0.0/16'], deregistrationDelay: 5 });
  });

  test('is known to a switch by its Service, and refuses at the plan to lead elsewhere', () => {
    expect(entry().targetId).toBe('web-node-port.docnow-blue');
    const other = entry({ namespace: 'elsewhere' });
    expect(other.targetId).toBe('web-node-port.elsewhere');
    const [{ lifecycle }] = resources(bound(other).stack, 'kubernetes_service_v1');
    expect(lifecycle.precondition[0].condition).toContain('== "web-node-port.elsewhere"');
  });

  test.each<[Partial<NodePortEntryProps>, string]>([
    [{ nodePort: 80 }, 'blue: entry.nodePort is 80, which is not a port that every node has free. Use one from 30000'],
    [{ nodePort: 30080.5 }, 'entry.nodePort is 30080.5'],
    [{ sourceCidrs: [] }, 'entry.sourceCidrs is [], which a network policy takes for everybody. Name the ranges'],
    [
      { sourceCidrs: ['10.0.0.0'] },
      "entry.sourceCidrs is '10.0.0.0', which is not a range in CIDR form. Write an address",
    ],
    [{ sourceCidrs: ['10.0.0.0/33'] }, "is '10.0.0.0/33', which is not a range in CIDR form"],
    [{ sourceCidrs: ['10.0.0/8'] }, "is '10.0.0/8', which is not a range in CIDR form"],
  ])('refuses %j', (changes, words) => {
    expect(() => bound(entry(changes))).toThrow(words);
  });

  test('takes ranges of IPv6', () => {
    expect(() => bound(entry({ sourceCidrs: ['2001:db8::/32'] }))).not.toThrow();
  });
});
