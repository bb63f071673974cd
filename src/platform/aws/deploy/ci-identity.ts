import { Token } from 'cdktf';
import { invalid } from '../../invalid';

/** Whom AWS's own tools name as the reader of a token (AWS IAM User Guide, "Create a role for OpenID Connect federation"). */
const AUDIENCE = 'sts.amazonaws.com';

/** A name without what has a meaning in a subject (`:`) or looks like a pattern: a role is for one subject, exactly. */
const NAME = /^[^\s:*?@]+$/;

/**
 * Who a job of continuous integration is, as the token says that its platform signs for it (OpenID Connect). The job shows
 * the token to AWS and takes a role for an hour: no key of AWS is kept anywhere.
 */
export class CiIdentity {
  /**
   * Jobs of GitHub Actions in one environment of one repository: nobody else's, whatever branch they run on. Who has to
   * approve and which branches may is set at the environment.
   *
   * @param repository such as `DocNow/demo`. Where GitHub adds numbers that outlive a name, as it does for all that were made
   *   since July 2026, with them: `DocNow@123456/demo@456789` (GitHub Docs, "OpenID Connect reference", immutable subject claims)
   * @param environment the environment's name, such as `production`
   * @throws when it is the name of no repository or environment, or a pattern
   */
  public static gitHubEnvironment(repository: string, environment: string): CiIdentity {
    checkName('gitHubEnvironment(environment)', environment, 'Name one environment, such as production.');
    return gitHub('gitHubEnvironment(repository)', repository, `environment:${environment}`);
  }

  /**
   * Jobs of GitHub Actions on one branch of one repository that are in no environment.
   *
   * @param repository as for `gitHubEnvironment`
   * @param branch such as `main`
   * @throws when it is the name of no repository or branch, or a pattern
   */
  public static gitHubBranch(repository: string, branch: string): CiIdentity {
    checkName('gitHubBranch(branch)', branch, 'Name one branch, such as main.');
    return gitHub('gitHubBranch(repository)', repository, `ref:refs/heads/${branch}`);
  }

  /**
   * Jobs of GitLab on one branch of one project. GitLab's token names no environment in its subject: protect the branch.
   *
   * @param project with its groups, such as `docnow/demo`
   * @param branch such as `main`
   * @param host where GitLab runs; AWS has to reach it, to fetch its keys. Default: `gitlab.com`
   * @throws when it is the name of no project, branch or host, or a pattern
   */
  public static gitLabBranch(project: string, branch: string, host: string = 'gitlab.com'): CiIdentity {
    checkName('gitLabBranch(branch)', branch, 'Name one branch, such as main.');
    if (!known(project, /^[\w.-]+(\/[\w.-]+)+$/)) {
      const wayOut = 'Write group and project, such as docnow/demo.';
      throw refused('gitLabBranch(project)', project, 'which is not the path of one project', wayOut);
    }
    return CiIdentity.oidc(`https://${host}`, `project_path:${project}:ref_type:branch:ref:${branch}`);
  }

  /**
   * Whom any other platform signs tokens for, such as GitHub Enterprise Server.
   *
   * @param issuer the address that the tokens' `iss` names, such as `https://git.example.org/_services/token`
   * @param subject the tokens' `sub`, exactly
   * @param audience the tokens' `aud`. Default: `sts.amazonaws.com`
   * @throws when the issuer is no address by https, or the subject a pattern
   */
  public static oidc(issuer: string, subject: string, audience: string = AUDIENCE): CiIdentity {
    if (!known(issuer, /^https:\/\/[\w.-]+(:\d+)?(\/[\w./-]*)?$/)) {
      const wayOut = 'Write the address that is in the tokens as iss, such as https://gitlab.com.';
      throw refused('oidc(issuer)', issuer, 'which is not an address by https', wayOut);
    }
    if (!known(subject, /^[^\s*?]+$/)) {
      const because = 'which is empty or a pattern, and whoever matched it could take the role';
      throw refused(
        'oidc(subject)',
        subject,
        because,
        'Write the one subject that may, as it is in the tokens as sub.',
      );
    }
    return new CiIdentity(issuer, subject, audience);
  }

  private constructor(
    /** Who signs: the address that the tokens' `iss` names. */
    public readonly issuer: string,
    /** Whom for: the tokens' `sub`. */
    public readonly subject: string,
    /** For whose eyes: the tokens' `aud`. */
    public readonly audience: string,
  ) {}
}

function gitHub(property: string, repository: string, rest: string): CiIdentity {
  if (!known(repository, /^[\w-]+\/[\w.-]+$|^[\w-]+@\d+\/[\w.-]+@\d+$/)) {
    const wayOut = 'Write owner and repository, such as DocNow/demo, or both with their numbers: DocNow@1/demo@2.';
    throw refused(property, repository, 'which is not the name of one repository', wayOut);
  }
  return CiIdentity.oidc('https://token.actions.githubusercontent.com', `repo:${repository}:${rest}`);
}

function checkName(property: string, value: string, wayOut: string): void {
  if (known(value, NAME)) return;
  throw refused(property, value, 'which is no name, or a pattern, and the role is for one alone', wayOut);
}

function known(value: string, form: RegExp): boolean {
  return Token.isUnresolved(value) || form.test(value);
}

function refused(property: string, value: string, because: string, wayOut: string): Error {
  return invalid('CiIdentity', { property, value, because, wayOut });
}
