import { IConstruct } from 'constructs';
import { Architecture } from '../../platform/architecture';
import { invalid } from '../../platform/invalid';

/**
 * A version of Elasticsearch and what changed with it.
 *
 * Internal: the settings' names differ between 5.5 and 8, and a node does not start on one that it does not know.
 */
export class ElasticsearchVersion {
  /**
   * @param version such as `6.8.23`
   * @throws when it is not a whole version, or older than 5.5.0: DocNow's own compose file has 5.5.2, and nothing older
   * was ever looked at
   */
  static parse(scope: IConstruct, property: string, version: string): ElasticsearchVersion {
    const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
    const wayOut = 'Use a version from 5.5.0 on, such as 6.8.23.';
    if (!match) {
      throw invalid(scope, { property, value: version, because: 'which is not a version of Elasticsearch', wayOut });
    }
    const parsed = new ElasticsearchVersion(version, Number(match[1]), Number(match[2]));
    if (!parsed.since(5, 5)) {
      const because = 'which is older than any that DocNow was made for';
      throw invalid(scope, { property, value: version, because, wayOut });
    }
    return parsed;
  }

  private constructor(
    readonly text: string,
    private readonly major: number,
    private readonly minor: number,
  ) {}

  /** Elastic's image, where there is one without features under a licence of its own: from 6.0 to 7.10. */
  get image(): string {
    const flavour = this.hasXPack ? 'elasticsearch' : 'elasticsearch-oss';
    return `docker.elastic.co/elasticsearch/${flavour}:${this.text}`;
  }

  /** Whether Elastic's image has X-Pack in it. */
  get hasXPack(): boolean {
    return !this.since(6, 0) || this.since(7, 11);
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
