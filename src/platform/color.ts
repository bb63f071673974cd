/**
 * The name of one of the copies of DocNow between which traffic is switched.
 *
 * A colour is part of names in AWS and Kubernetes (`docnow-blue`), and the word an operator types
 * (`-var active_color=green`).
 */
export class Color {
  /** The first of the two usual colours. */
  public static readonly BLUE = new Color('blue');

  /** The second of the two usual colours. */
  public static readonly GREEN = new Color('green');

  /** What runs outside Kubernetes today, such as a hand-made EC2 instance. */
  public static readonly LEGACY = new Color('legacy');

  /**
   * A colour of your own.
   *
   * @param name 1 to 12 lower case letters or digits, the first a letter: it has to leave room in the 32 characters
   * that Elastic Load Balancing allows for a target group's name.
   * @throws when the name does not have this form
   */
  public static of(name: string): Color {
    if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
      throw new Error(
        `Color.of: name is '${name}', which cannot be part of AWS and Kubernetes names. ` +
          'Use 1 to 12 lower case letters or digits, the first a letter, such as blue.',
      );
    }
    return new Color(name);
  }

  private constructor(
    /** The colour's name, such as `blue`. */
    public readonly name: string,
  ) {}
}
