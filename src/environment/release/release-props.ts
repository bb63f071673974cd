import { Architecture } from '../../platform/architecture';

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
}

/** A version of DocNow of the generation that keeps its data in Elasticsearch. */
export interface ElasticsearchGenerationProps extends ReleaseProps {}

/** A version of DocNow of the generation that keeps its data in PostgreSQL. */
export interface PostgresGenerationProps extends ReleaseProps {}
