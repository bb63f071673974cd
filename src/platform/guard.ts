import { IResolvable, Precondition, TerraformCount, Token, Tokenization, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { EMERGENCY } from './emergency';
import { ISwitchTarget } from './switch-target';

/** A target of a switch, as guards see it. */
export class GuardedTarget {
  /** Made by a `BlueGreenSwitch`. */
  constructor(
    /** The target. */
    public readonly target: ISwitchTarget,
    /**
     * Whether it is to get more traffic than it has, while this guard is heeded: at the first apply and with `skip_guards` it
     * is false, and with `way_back` for guards that are not about that. Known when Terraform plans.
     */
    public readonly gains: IResolvable,
    /** How many of 100 requests it is to get, as a reference, for use in words and expressions. */
    public readonly weight: string,
    /** Whether this is asked on a way back, too. */
    public readonly alsoOnWayBack: boolean,
  ) {}

  /** The count of data sources that are about this target: one when it gains, none else, so that only what matters is asked. */
  public get count(): TerraformCount {
    return TerraformCount.of(Token.asNumber(conditional(this.gains, 1, 0)));
  }

  /**
   * What must hold before this target gets more traffic. In all other cases nobody looks, so that an emergency stays open.
   *
   * @param condition an expression, `${...}`, or a condition of cdktf's, that can be told at the plan
   * @param words what is wrong and how to go on, in sentences. `${...}` in it may refer to what was found, by `try` where that may
   * be nothing: Terraform puts the words together even when they are not needed
   */
  public require(condition: any, words: string): Precondition {
    // Not by `or`, of which Terraform works out all parts, even where nothing was asked.
    return {
      condition: `\${${Token.asString(this.gains)} ? (${expressionOf(condition)}) : true}`,
      errorMessage: `${words} ${EMERGENCY}`,
    };
  }
}

/** What a guard guards. */
export interface GuardContext {
  /** All targets of the switch. */
  readonly targets: GuardedTarget[];
  /** The names of the colours that are to get less traffic than they have, as a reference to a list. */
  readonly losing: string;
}

/** Something that is asked before a target gets more traffic: where the answer is no, nothing is changed. */
export interface IGuard {
  /**
   * Whether it is asked on a way back, too (`-var way_back=true`, as docnow-release says it). What is about the new version,
   * such as alarms that ring because of it, must not be; whether anybody answers at the old one, must.
   *
   * @default false
   */
  readonly alsoOnWayBack?: boolean;

  /**
   * Says what must hold, by `require` of the targets.
   *
   * @param scope where data sources are made
   * @param id their construct id
   * @param context what is guarded
   * @returns what fails the plan unless it holds
   * @throws when it cannot be asked for these targets, with the way out
   */
  guard(scope: Construct, id: string, context: GuardContext): Precondition[];
}

/** What stands within `${...}`; cdktf writes a condition of its own without, where it stands within already. */
function expressionOf(condition: any): string {
  if (typeof condition !== 'string' || Tokenization.reverseString(condition).firstToken) {
    return Token.asString(condition);
  }
  return condition.replace(/^\$\{(.*)\}$/s, '$1');
}
