import { Application } from './application';
import { checkApplication } from './checks';
import { CustomReleaseProps } from './custom-release-props';
import { ELASTICSEARCH_GENERATION, POSTGRES_GENERATION } from './docnow';
import { imageOf } from './image';
import { ElasticsearchGenerationProps, PostgresGenerationProps } from './release-props';
import { Architecture } from '../../platform/architecture';
import { checkObjectName } from '../../platform/object-name';
import { KEEP_ALIVE } from '../preload';

/**
 * Which DocNow to run: its image, and the generation that says what it needs.
 *
 * The generations differ in their stores, programs and configuration, so a release names its own.
 */
export class Release {
  /**
   * A version that keeps its data in Elasticsearch: up to the tag v0.0.35 of the application's repository. From v0.0.36
   * on there are migrations of PostgreSQL.
   */
  public static elasticsearchGeneration(props: ElasticsearchGenerationProps): Release {
    return Release.custom({ ...ELASTICSEARCH_GENERATION, ...props });
  }

  /**
   * A version that keeps its data in PostgreSQL: from the tag v0.0.36 of the application's repository on, v1.0.0
   * included. Its migrations run before its web does.
   */
  public static postgresGeneration(props: PostgresGenerationProps): Release {
    return Release.custom({ ...POSTGRES_GENERATION, ...props });
  }

  /**
   * A version of another application that is shaped like DocNow.
   *
   * @throws when a name, a port, a path, a command or a variable cannot be, or two programs have the same name
   */
  public static custom(props: CustomReleaseProps): Release {
    const { web, postgres, redis, secretKeys = [] } = props;
    const database = postgres && {
      username: 'DB_USERNAME',
      password: 'DB_PASSWORD',
      database: 'DB_DATABASE',
      ...postgres,
    };
    const livenessPath = web.livenessPath ?? '/';
    const application = {
      name: props.name,
      web: {
        port: 3000,
        readinessPath: livenessPath,
        keepAlive: props.nodejs ? KEEP_ALIVE : undefined,
        ...web,
        livenessPath,
      },
      workers: (props.workers ?? []).map((worker) => ({
        exclusive: true,
        internetPorts: [443],
        redisLists: [],
        ...worker,
      })),
      commands: (props.commands ?? []).map((program) => ({ destructive: false, ...program })),
      migration: props.migration,
      schema: props.schema && { compatibleFrom: props.schema.version, ...props.schema },
      redis,
      elasticsearch: props.elasticsearch,
      postgres: database,
      secretKeys: [...secretKeys, ...[database?.password, redis?.password].filter((key) => key !== undefined)],
      userData: props.userData,
      user: props.user ?? 1000,
      nodejs: props.nodejs ?? false,
    };
    checkApplication(application);
    const imagePullSecrets = props.imagePullSecrets ?? [];
    for (const name of imagePullSecrets) checkObjectName('Release', 'imagePullSecrets', name);
    return new Release(imageOf(props), imagePullSecrets, props.directory ?? '/code', props.architectures, application);
  }

  /** The environment variables that are secret, such as `COOKIE_SECRET`; with a database, its password is one. */
  public get secretKeys(): string[] {
    return [...this._application.secretKeys];
  }

  private constructor(
    /** The container image, from where it is pulled. */
    public readonly image: string,
    /** The names of Secrets by which nodes log in to its registry. */
    public readonly imagePullSecrets: string[],
    /** The folder of the image that holds the application. */
    public readonly directory: string,
    /** The processors that the image is made for, where it was said. */
    public readonly architectures: Architecture[] | undefined,
    /**
     * What it needs.
     *
     * @internal
     */
    public readonly _application: Application,
  ) {}
}
