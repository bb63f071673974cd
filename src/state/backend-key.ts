import { S3Backend, TerraformBackend, TerraformStack, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../platform/invalid';

/**
 * Internal: why a string cannot be the key of a state; undefined when it can.
 *
 * Of the characters that S3 calls safe (Amazon S3 User Guide, "Naming Amazon S3 objects") those that mean nothing in a
 * policy. A key that ends as Terraform's own lock of another state would be taken for one.
 */
function badKey(key: string): string | undefined {
  if (Token.isUnresolved(key)) return 'which is known only when Terraform runs, and a backend is read before that';
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(key)) {
    return 'which is not made of letters, digits, hyphens, underscores and dots, with single slashes between';
  }
  if (key.split('/').some((part) => /^\.+$/.test(part))) return 'which has a part of dots alone';
  if (key.length > 1024) return `which has ${key.length} characters; S3 takes 1024`;
  if (/(\.tflock|-md5)$/.test(key)) return 'which ends as what Terraform itself keeps beside a state';
  return undefined;
}

/**
 * Internal: refuses a key of a wrong form, and one at which another stack keeps its state: each would overwrite the other's.
 *
 * @throws with the other stack's path
 */
export function checkKey(scope: IConstruct, stack: TerraformStack, bucket: string, key: string): void {
  const because = badKey(key);
  if (because) {
    throw invalid(scope, { property: 'key', value: key, because, wayOut: 'Write a key such as cluster.tfstate' });
  }
  const backends = scope.node.root.node.findAll().filter((one) => TerraformBackend.isBackend(one));
  const own = backends.find((one) => TerraformStack.of(one) === stack);
  if (own) {
    throw invalid(scope, {
      property: 'configure(stack)',
      value: stack.node.path,
      because: 'a stack that has a backend already',
      wayOut: 'Call configure once for each stack, before other stacks read from it',
    });
  }
  const taken = backends.find((one) => {
    const { s3 } = (one as S3Backend).toTerraform().terraform.backend;
    return s3?.bucket === bucket && s3.key === key;
  });
  if (taken) {
    throw invalid(scope, {
      property: 'key',
      value: key,
      because: `at which the stack ${TerraformStack.of(taken).node.path} keeps its state in the bucket ${bucket}`,
      wayOut: 'Give each stack a key of its own',
    });
  }
}
