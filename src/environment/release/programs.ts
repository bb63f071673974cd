/** The program of an application that answers users. */
export interface WebProgram {
  /** What its container runs. It is started directly, so that it gets SIGTERM itself: `['node', 'server.js']`, not npm. */
  readonly command: string[];
  /**
   * The port that it listens on, above 1024 since it is not root.
   *
   * @default 3000
   */
  readonly port?: number;
  /**
   * A path that answers 200 to 399 as long as the program itself works; it should ask no store.
   *
   * @default /
   */
  readonly livenessPath?: string;
  /**
   * A path that answers 200 to 399 as long as users can be served.
   *
   * @default - `livenessPath`
   */
  readonly readinessPath?: string;
  /**
   * For how long it keeps a connection open over which nothing comes, in seconds. It must be longer than a load balancer
   * does, or one meets a request that the balancer sends at that moment: 502. Where it cannot be made so, lower the
   * balancer's idle time-out below it, which must still be longer than the slowest answer takes.
   *
   * @default - not said, and not looked at; 75 with `nodejs`, which sees to it
   */
  readonly keepAlive?: number;
}

/** A program of an application that works in the background, in the active colour alone. */
export interface WorkerProgram {
  /** Its name, which its Deployment has: 1 to 40 lower case letters, digits and hyphens. */
  readonly name: string;
  /** What its container runs. */
  readonly command: string[];
  /**
   * Whether two of it would do harm. Then it has one pod at most, in one colour.
   *
   * @default true
   */
  readonly exclusive?: boolean;
  /**
   * The ports on the internet that it may connect to.
   *
   * @default - 443: HTTPS
   */
  readonly internetPorts?: number[];
  /**
   * The lists in Redis, in its database 0, that it takes its work from, such as `['urlqueue']`, for `autoscaling`. The length
   * of the first says how many pods there are to be; an entry in any of the others wants one.
   *
   * @default - none: the number of its pods is said
   */
  readonly redisLists?: string[];
}

/** A program of an application that an operator starts, and that ends by itself. */
export interface CommandProgram {
  /** Its name: 1 to 40 lower case letters, digits and hyphens. */
  readonly name: string;
  /** What its container runs; an operator's arguments come after it. */
  readonly command: string[];
  /**
   * Whether it removes data, so that it wants an explicit word.
   *
   * @default false
   */
  readonly destructive?: boolean;
}

/** The environment variables by which an application is told where a store is. What has no name is not told. */
export interface EndpointVariables {
  /**
   * The variable of the host's name.
   *
   * @default - none
   */
  readonly host?: string;
  /**
   * The variable of the port.
   *
   * @default - none: the application connects to the store's usual port, and another is refused
   */
  readonly port?: string;
  /**
   * The variable of a URL with scheme, host and port.
   *
   * @default - none
   */
  readonly url?: string;
  /**
   * Whether the application can speak TLS to the store.
   *
   * @default false
   */
  readonly tls?: boolean;
}

/** The environment variables by which an application is told about its Redis. */
export interface RedisVariables extends EndpointVariables {
  /**
   * The variable of the password, which is a key of the environment's Secret.
   *
   * @default - none: Redis asks for no password
   */
  readonly password?: string;
}

/** The environment variables by which an application is told about its PostgreSQL database. */
export interface DatabaseVariables extends EndpointVariables {
  /**
   * The variable of the user's name.
   *
   * @default DB_USERNAME
   */
  readonly username?: string;
  /**
   * The variable of the password, which is a key of the environment's Secret.
   *
   * @default DB_PASSWORD
   */
  readonly password?: string;
  /**
   * The variable of the database's name.
   *
   * @default DB_DATABASE
   */
  readonly database?: string;
}
