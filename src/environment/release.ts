import { Architecture } from '../platform/architecture';

/** A version of DocNow of the generation that keeps its data in Elasticsearch. */
export interface ElasticsearchGenerationProps {
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
}

/**
 * Which DocNow to run: its image, and the generation that says what it needs.
 *
 * The generations differ in their stores and in their configuration, so a release names its own.
 */
export class Release {
  /**
   * A version that keeps its data in Elasticsearch: up to the tag v0.0.35 of the application's repository. From v0.0.36
   * on there are migrations of PostgreSQL.
   */
  public static elasticsearchGeneration(props: ElasticsearchGenerationProps): Release {
    return new Release(props.image, props.directory ?? '/code', props.architectures);
  }

  private constructor(
    /** The container image. */
    public readonly image: string,
    /** The folder of the image that holds the application. */
    public readonly directory: string,
    /** The processors that the image is made for, where it was said. */
    public readonly architectures?: Architecture[],
  ) {}
}
