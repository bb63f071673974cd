import { IConstruct } from 'constructs';
import { Architecture } from '../platform/architecture';
import { invalid } from '../platform/invalid';

/**
 * A version of Elasticsearch and what changed with it.
 *
 * Internal: the settings' names differ between 6.2 and 8, and a node does not start on one that it does not know.
 */
export class ElasticsearchVersion {
  /**
   * @param version such as `6.8.23`
   * @throws when it is not a whole version, or older than 6.2.0, which is the first whose health can be asked for
   * without shards that are still being copied (`wait_for_no_initializing_shards`)
   */
  static parse(scope: IConstruct, property: string, version: string): ElasticsearchVersion {
    const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
    const wayOut = 'Use a version from 6.2.0 on, such as 6.8.23.';
    if (!match) {
      throw invalid(scope, { property, value: version, because: 'which is not a version of Elasticsearch', wayOut });
    }
    const parsed = new ElasticsearchVersion(version, Number(match[1]), Number(match[2]));
    if (!parsed.since(6, 2)) {
      const because = 'which knows neither the settings nor the health checks used here';
      throw invalid(scope, { property, value: version, because, wayOut });
    }
    return parsed;
  }

  private constructor(
    readonly text: string,
    private readonly major: number,
    private readonly minor: number,
  ) {}

  /** Elastic's image without features under a licence of its own; the last of these was 7.10.2. */
  get image(): string {
    const flavour = this.since(7, 11) ? 'elasticsearch' : 'elasticsearch-oss';
    return `docker.elastic.co/elasticsearch/${flavour}:${this.text}`;
  }

  /** What Elastic's image runs on: before 7.8 on x86 alone (Elasticsearch's release notes, "7.8.0"). */
  get architectures(): Architecture[] {
    return this.since(7, 8) ? Object.values(Architecture) : [Architecture.AMD64];
  }

  /** Whether it is of this version or a later one. */
  since(major: number, minor: number): boolean {
    return this.major > major || (this.major === major && this.minor >= minor);
  }
}
