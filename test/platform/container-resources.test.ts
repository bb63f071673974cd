import { containerResources } from '../../src/platform/container-resources';

test('memory and what is written beside volumes have a limit, processor time has none', () => {
  expect(containerResources('100m', '512Mi')).toEqual({
    requests: { cpu: '100m', memory: '512Mi', 'ephemeral-storage': '64Mi' },
    limits: { memory: '512Mi', 'ephemeral-storage': '2Gi' },
  });
  expect(containerResources('10m', '16Mi', '64Mi').limits.memory).toBe('64Mi');
});
