import { gibibytes, mebibytes, millicores } from '../../src/services/quantity';

test('amounts are written as Kubernetes gives them back', () => {
  expect([mebibytes(512), mebibytes(2048), mebibytes(1536), gibibytes(20), gibibytes(1024)]).toEqual([
    '512Mi',
    '2Gi',
    '1536Mi',
    '20Gi',
    '1Ti',
  ]);
  expect([millicores(100), millicores(2000), millicores(1500)]).toEqual(['100m', '2', '1500m']);
});
