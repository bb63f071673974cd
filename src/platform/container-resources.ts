/**
 * What a container asks of its node, and the most it may take. Memory is never given twice; processor time is shared,
 * since a limit would slow a pod down while nodes are idle.
 *
 * What it writes beside its volumes (its log, its temporary files) is limited, too: one that writes without end is
 * evicted, and not all pods of a node whose disk is full ("Local ephemeral storage" of Kubernetes' documentation). 2 GiB
 * is twice what a temporary folder may hold, so that the log has room.
 *
 * @param mostMemory where less is set aside than may be used, which suits what runs for moments alone
 */
export function containerResources(cpu: string, memory: string, mostMemory = memory) {
  return {
    requests: { cpu, memory, 'ephemeral-storage': '64Mi' },
    limits: { memory: mostMemory, 'ephemeral-storage': '2Gi' },
  };
}
