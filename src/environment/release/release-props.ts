import { Architecture } from '../../platform/architecture';

/** The form of the database that a version's migrations lead to. A switch's guards compare it (docs/guards.md). */
export interface SchemaProps {
  /** A whole number that grows with each migration, such as 20240115 from the name of the last one. */
  readonly version: number;
  /**
   * The form of the oldest version that still works with the database in this one. As long as migrations only add
   * (docs/migrations.md), that is the version before.
   *
   * @default - the same: no older version is said to
   */
  readonly compatibleFrom?: number;
}

/** The image of a version. */
export interface ReleaseProps {
  /**
   * The container image with its tag or digest, such as `registry.example.org/docnow:0.0.35`. `latest` is refused.
   */
  readonly image: string;
  /**
   * The folder of the image that holds the application; `userData` is a folder of it.
   *
   * @default - /code, as in the application's own Dockerfile
   */
  readonly directory?: string;
  /**
   * The processors that the image is made for. A cluster that has none of them is refused, and where it is one alone, pods
   * go to its nodes. The tag of an image does not say it: `docker buildx imagetools inspect IMAGE` does.
   *
   * @default - not said: the image has to be made for whatever the cluster has
   */
  readonly architectures?: Architecture[];
  /**
   * What stands in place of the image's registry, such as `registry.example.org/mirror`, for a cluster that does not reach
   * the internet or does not trust it. The rest of the image's path stays as it is, as in the pull through caches of Amazon
   * ECR; an image of Docker Hub without an owner is `library/IMAGE` there.
   *
   * @default - the image comes from its own registry
   */
  readonly mirror?: string;
  /**
   * The names of Secrets (of type `kubernetes.io/dockerconfigjson`) in the environment's namespace by which nodes log in to
   * the registry. Pods wait for one that is not there yet.
   *
   * @default - none: the registry is open to all, or nodes have a role that lets them in
   */
  readonly imagePullSecrets?: string[];
  /**
   * The form of the database that it needs, for `SameSchema` and `WayBack`, guards of a switch.
   *
   * @default - not said
   */
  readonly schema?: SchemaProps;
}

/** A version of DocNow of the generation that keeps its data in Elasticsearch. */
export interface ElasticsearchGenerationProps extends ReleaseProps {}

/** A version of DocNow of the generation that keeps its data in PostgreSQL. */
export interface PostgresGenerationProps extends ReleaseProps {}
