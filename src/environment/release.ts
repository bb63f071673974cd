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
    return new Release(props.image, props.directory ?? '/code');
  }

  private constructor(
    /** The container image. */
    public readonly image: string,
    /** The folder of the image that holds the application. */
    public readonly directory: string,
  ) {}
}
