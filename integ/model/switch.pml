/*
 * docnow-release on a site with two colours: a switch, its workers and its guards, operators who know nothing of each other,
 * and what may happen meanwhile. Words are the code's: find (Site.find), nextStep, finish and take (Run), applying
 * (applyPlanned), fence (Terraform.outdate). Between two statements outside an atomic block anything else may happen.
 *
 * -DKILLS=1 and the like say how often something happens at most. What is left out or done wrongly, to see that it is found:
 * NO_COMPARE, NO_GUARD, NO_WORKERS_GUARD, NO_STILL_NEXT, NO_FENCE, NO_ONCE, NO_STALE, UNLOCK_LIVING, START_WHILE_PODS_GO.
 * What is known not to hold: WINDOW, RETIRE.
 */
#include "next-step.pml"

#ifndef OPERATORS
#define OPERATORS 2
#endif
#ifndef RUNS
#define RUNS 1
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef HANDS
#define HANDS 1
#endif
#ifndef SICK
#define SICK 1
#endif
#ifndef BLIND
#define BLIND 0
#endif
#ifndef FAULTS
#define FAULTS 1
#endif

#define SAY printf

/* The site. */
byte rule = BLUE;          /* where the load balancer sends requests */
byte recorded = BLUE;      /* the same, as Terraform's state has it */
bool there[3];             /* whether a colour is applied */
bool well[3];              /* whether its targets are healthy */
bool loader[3], fetcher[3] /* whether each Deployment of its workers is told to run */
bool pod[3];               /* whether a pod of its loader is there: it collects to its last moment */

/* Terraform, of which each stack has a state of its own. */
#define SWITCH 0           /* the stack of the switch; those of the colours have the colours' numbers */
#define FREE 0
#define DEAD 255           /* the lock of somebody who was killed */
#define STALE 255
byte lock[3];              /* whose: the operator's number and 1 */
byte saved[OPERATORS + 1]; /* the plan that an operator has kept: the stack's number and 1, or STALE */

/* Those who act. */
bool dead[OPERATORS + 1];
bool running[OPERATORS + 1];
byte ended;                /* operators who have ended for good */
bool calm;                 /* nothing more happens but what the last operator does */
bool retiring;             /* a colleague has found that green may go, and takes it down */
bool writing;              /* somebody is between the comparison and the change that it is for */
byte kills = KILLS, hands = HANDS, sick = SICK, blind = BLIND, faults = FAULTS;

#define ARRIVED (rule == goal.division && recorded == rule && loader[rule] && fetcher[rule] && \
  !loader[OTHER(rule)] && !fetcher[OTHER(rule)] && !pod[OTHER(rule)])
#define PART_OF(division, color) ((division) == (color) -> 100 : ((division) == PART -> ((color) == BLUE -> 90 : 10) : 0))
#define CAN_SERVE(color) (!GAINS(goal.division, color) || (there[color] && figures[color]))
#ifdef NO_COMPARE
#define CHANGED false
#else
#define CHANGED (!skipGuards && rule != found.division && rule != goal.division)
#endif
#ifdef NO_GUARD
#define UNWELL(color) false
#else
#define UNWELL(color) (GAINS(goal.division, color) && !figures[color])
#endif
#define GAINS(division, color) (PART_OF(division, color) > PART_OF(rule, color))
#define SEE(color) (!there[color] -> ABSENT : (loader[color] && fetcher[color] -> ACTIVE : \
  (loader[color] || fetcher[color] -> PARTLY : (pod[color] -> STOPPING : STANDBY))))

inline findTraffic() {
  found.division = rule; found.recorded = recorded; figures[BLUE] = well[BLUE]; figures[GREEN] = well[GREEN];
  SAY("@ findTraffic %d %d %d\n", me, found.division, found.recorded)
}

inline findWorkers() {
  found.workers[BLUE] = SEE(BLUE);
  found.workers[GREEN] = SEE(GREEN);
  if
  :: true
  :: blind > 0 && !calm -> blind--; found.workers[BLUE] = UNKNOWN; found.workers[GREEN] = UNKNOWN
  fi;
  SAY("@ findWorkers %d %d %d\n", me, found.workers[BLUE], found.workers[GREEN])
}

/* Both APIs are asked at the same time: either may answer first. */
inline find() {
  if
  :: atomic { findTraffic() } atomic { findWorkers() }
  :: atomic { findWorkers() } atomic { findTraffic() }
  fi
}

/* With -lock-timeout: it waits, or gives up. */
inline acquire(stack) {
  if
  :: atomic { lock[stack] == FREE -> lock[stack] = me + 1 }
  :: atomic { lock[stack] != FREE -> goto refused }
  fi
}

/* A plan changes nothing, so that nobody sees anything but its beginning and its end. */
#define PLAN(stack, refusal) \
  if \
  :: atomic { lock[stack] == FREE && !(refusal) -> saved[me] = stack + 1; SAY("@ plan %d %d\n", me, stack) } \
  :: atomic { lock[stack] != FREE || (refusal) -> goto refused } \
  fi

inline release(stack) { lock[stack] = (lock[stack] == me + 1 -> FREE : lock[stack]) }

/* A state is written anew: every plan that was made before is stale. */
inline stale(stack) {
  other = 0;
  do
  :: other <= OPERATORS -> saved[other] = (saved[other] == stack + 1 && other != me -> STALE : saved[other]); other++
  :: else -> other = 0; break
  od
}

inline write(stack) { atomic { saved[me] = 0; stale(stack) } }

inline applying(stack) {
  acquire(stack);
  if
#ifndef NO_STALE
  :: saved[me] == STALE -> release(stack); goto refused
#endif
  :: else
  fi
}

/* Traffic: the guards at the plan, the rule compared once more before it is changed, the change, the state. */
inline takeTraffic() {
  PLAN(SWITCH, !skipGuards && (rule != found.division || rule == goal.division || rule == NOTHING || UNWELL(BLUE) || UNWELL(GREEN)));
  applying(SWITCH);
  if
  :: atomic { CHANGED -> release(SWITCH); goto refused }
  :: atomic { !CHANGED -> writing = true }
  fi;
  atomic {
    assert(skipGuards || rule == agreed || rule == goal.division); /* no change is overrun */
    assert(skipGuards || CAN_SERVE(BLUE) && CAN_SERVE(GREEN)); /* no traffic to a colour that is absent or was sick */
    rule = goal.division;
    writing = false;
    SAY("@ traffic %d %d\n", me, rule)
  }
  if
  :: atomic { recorded = goal.division; write(SWITCH); SAY("@ recorded %d %d\n", me, recorded) }
  :: atomic { faults > 0 && !calm -> faults--; saved[me] = 0; SAY("@ fault %d\n", me) } release(SWITCH); goto refused
  fi;
  release(SWITCH)
}

/* What a cut off apply left out: an apply that has to change nothing but the state. */
inline takeRecord() {
  PLAN(SWITCH, rule != goal.division);
  applying(SWITCH);
  atomic { recorded = goal.division; write(SWITCH); SAY("@ recorded %d %d\n", me, recorded) }
  release(SWITCH)
}

/* A colour's Deployments, one after another in whichever order. */
inline scale(whose, told) {
  assert(!told || !pod[OTHER(whose)]); /* never two loaders */
  if
  :: atomic { loader[whose] = told; pod[whose] = (told -> true : pod[whose]); SAY("@ loader %d %d %d\n", me, whose, told) }
     atomic { fetcher[whose] = told; SAY("@ fetcher %d %d %d\n", me, whose, told) }
  :: atomic { fetcher[whose] = told; SAY("@ fetcher %d %d %d\n", me, whose, told) }
     atomic { loader[whose] = told; pod[whose] = (told -> true : pod[whose]); SAY("@ loader %d %d %d\n", me, whose, told) }
  fi
}

inline takeStop(whose) {
  PLAN(whose, !there[whose]);
  applying(whose);
  scale(whose, false);
  write(whose);
  release(whose);
  takeAwait(whose)
}

inline takeAwait(whose) {
  if
  :: !pod[whose] -> SAY("@ gone %d %d\n", me, whose)
  :: pod[whose] && !calm -> goto refused /* 120 s are over */
  fi
}

#ifdef NO_WORKERS_GUARD
#define WORKS(color) false
#else
#define WORKS(color) pod[color]
#endif

inline takeStart(whose) {
  PLAN(whose, !there[whose] || WORKS(OTHER(whose)));
#ifndef NO_FENCE
  /* A plan that somebody else has kept to start the other colour's workers is of no use from here on. */
  if
  :: atomic { !there[OTHER(whose)] }
  :: atomic { there[OTHER(whose)] && lock[OTHER(whose)] == FREE -> stale(OTHER(whose)); SAY("@ fence %d %d\n", me, OTHER(whose)) }
  :: atomic { there[OTHER(whose)] && lock[OTHER(whose)] != FREE -> goto refused }
  fi;
#endif
#ifndef NO_STILL_NEXT
  find();
  nextStep(goal, found, now_next);
  if
  :: now_next.kind != START -> goto refused
  :: else
  fi;
#endif
  applying(whose);
  scale(whose, true);
  write(whose);
  release(whose)
}

inline finish() {
  find();
  agreed = found.division;
  if
  :: !goal.trafficOnly && goal.division != PART && found.workers[goal.division] == ABSENT -> goto refused
  :: else
  fi;
  do
  :: nextStep(goal, found, step);
    SAY("@ next %d %d %d\n", me, step.kind, step.color);
    if
    :: step.kind == TRAFFIC ->
#ifndef NO_ONCE
      /* It was there already: somebody else has begun it. */
      if
      :: begun -> goto refused
      :: else
      fi;
#endif
      takeTraffic()
    :: step.kind == RECORD -> takeRecord()
    :: step.kind == STOP -> takeStop(step.color)
    :: step.kind == AWAIT -> takeAwait(step.color)
    :: step.kind == START -> takeStart(step.color)
    :: step.kind == DONE -> break
    :: step.kind == STUCK -> goto refused
    fi;
    begun = true;
    find()
  od
}

inline forget() {
  atomic { STEP(step, 0, 0); STEP(now_next, 0, 0); agreed = 0; begun = false; saved[me] = 0; figures[BLUE] = false;
    figures[GREEN] = false; found.division = 0; found.recorded = 0; found.workers[BLUE] = 0; found.workers[GREEN] = 0 }
}

proctype operator(byte me) {
  byte runs = RUNS, agreed, other;
  Goal goal;
  Facts found;
  Step step, now_next;
  bool figures[3], begun, skipGuards;

again:
  do
  :: atomic {
      runs > 0 -> runs--;
      if
      :: goal.division = BLUE
      :: there[GREEN] || !calm -> goal.division = GREEN
#ifndef FULL_SWITCHES
      :: !calm -> goal.division = PART
#endif
      fi;
#ifndef FULL_SWITCHES
      if
      :: !calm && goal.division != PART -> goal.trafficOnly = true
      :: goal.trafficOnly = false
      fi;
#endif
      skipGuards = calm && (rule == NOTHING || !well[goal.division]);
      running[me] = true;
      SAY("@ begin %d %d %d\n", me, goal.division, goal.trafficOnly)
    }
    { finish() } unless { atomic { dead[me] -> dead[me] = false; running[me] = false; SAY("@ killed %d\n", me) } forget(); goto again };
    SAY("@ done %d\n", me);
    assert(!calm || ARRIVED); /* done is done */
    goto over;
refused:
    assert(!calm); /* a run that nothing meets goes all the way, whatever was before */
    SAY("@ refused %d\n", me);
over:
    running[me] = false;
    forget()
  :: runs == 0 -> break
  od;
  ended++
}

/* Pods go when they have ended. */
active proctype kubernetes() {
end:
  do
  :: atomic { pod[BLUE] && !loader[BLUE] -> pod[BLUE] = false; SAY("@ pod %d\n", BLUE) }
  :: atomic { pod[GREEN] && !loader[GREEN] -> pod[GREEN] = false; SAY("@ pod %d\n", GREEN) }
  od
}

/* SIGKILL, of Terraform, too: the locks that it held stay. */
inline kill(one) {
  kills--;
  dead[one] = true;
  lock[SWITCH] = (lock[SWITCH] == one + 1 -> DEAD : lock[SWITCH]);
  lock[BLUE] = (lock[BLUE] == one + 1 -> DEAD : lock[BLUE]);
  lock[GREEN] = (lock[GREEN] == one + 1 -> DEAD : lock[GREEN])
}

/* AWS compares nothing itself: who changes the rule right between Terraform's comparison and its change is overrun. */
#ifdef WINDOW
#define BETWEEN true
#else
#define BETWEEN !writing
#endif

/* What nobody plans. */
active proctype fate() {
end:
  do
  :: atomic { kills > 0 && running[0] -> kill(0) }
  :: atomic { kills > 0 && running[OPERATORS - 1] -> kill(OPERATORS - 1) }
  :: atomic { hands > 0 && !calm && BETWEEN -> hands--;
      if
      :: rule = NOTHING
      :: rule = BLUE
      :: rule = GREEN
      :: rule = PART
      fi;
      SAY("@ hand %d\n", rule)
    }
  :: atomic { sick > 0 && !calm && well[GREEN] -> sick--; well[GREEN] = false; SAY("@ sick %d\n", GREEN) }
#ifdef UNLOCK_LIVING
  :: atomic { !calm && lock[BLUE] != FREE -> lock[BLUE] = FREE }
  :: atomic { !calm && lock[GREEN] != FREE -> lock[GREEN] = FREE }
#endif
#ifdef RETIRE
  :: atomic { !calm && !retiring && there[GREEN] && rule == BLUE && SEE(GREEN) == STANDBY -> retiring = true }
  :: atomic { retiring && lock[GREEN] == FREE -> retiring = false; there[GREEN] = false; well[GREEN] = false; SAY("@ retired %d\n", GREEN) }
#endif
  :: atomic { lock[SWITCH] == DEAD -> lock[SWITCH] = FREE; SAY("@ unlock %d\n", SWITCH) }
  :: atomic { lock[BLUE] == DEAD -> lock[BLUE] = FREE; SAY("@ unlock %d\n", BLUE) }
  :: atomic { lock[GREEN] == DEAD -> lock[GREEN] = FREE; SAY("@ unlock %d\n", GREEN) }
  od
}

init {
  atomic {
    there[BLUE] = true; well[BLUE] = true; loader[BLUE] = true; fetcher[BLUE] = true; pod[BLUE] = true;
    if
    :: there[GREEN] = true; well[GREEN] = true
    :: true /* not prepared */
    fi;
    SAY("@ site %d\n", there[GREEN]);
    byte one;
    for (one : 0 .. OPERATORS - 1) { run operator(one) }
  }
  atomic {
    ended == OPERATORS && lock[SWITCH] != DEAD && lock[BLUE] != DEAD && lock[GREEN] != DEAD && !retiring -> calm = true;
    run operator(OPERATORS)
  }
}
