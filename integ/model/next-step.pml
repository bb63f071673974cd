/*
 * nextStep of src/release/model/next-step.ts, of which integ/model.integ.ts asks whether both say the same for all facts
 * and goals.
 */

/* Where requests go. PART is a division between both colours: blue 90, green 10. */
#define NOTHING 0
#define BLUE 1
#define GREEN 2
#define PART 3

#define OTHER(color) (3 - (color))

/* What a colour's workers do. */
#define ACTIVE 0
#define PARTLY 1
#define STOPPING 2
#define STANDBY 3
#define NONE 4
#define ABSENT 5
#define UNKNOWN 6

/* Kinds of steps. */
#define TRAFFIC 0
#define RECORD 1
#define STOP 2
#define AWAIT 3
#define START 4
#define DONE 5
#define STUCK 6

typedef Goal {
  byte division;     /* BLUE, GREEN, or PART for a canary */
  bool trafficOnly
};

typedef Facts {
  byte division;
  byte recorded;
  byte workers[3]    /* by colour; [0] is not used */
};

typedef Step {
  byte kind;
  byte color         /* whose workers */
};

#define STEP(step, k, c) step.kind = k; step.color = c

/* By -DSTART_WHILE_PODS_GO workers start while the old ones' pods are still there: a mistake that has to be found. */
#ifdef START_WHILE_PODS_GO
#define PODS_GO(state) false
#else
#define PODS_GO(state) ((state) == STOPPING)
#endif

inline nextStep(goal, facts, step) {
  if
  :: facts.division != goal.division -> STEP(step, TRAFFIC, 0)
  :: facts.division == goal.division && facts.recorded != goal.division -> STEP(step, RECORD, 0)
  :: facts.division == goal.division && facts.recorded == goal.division ->
    if
    :: goal.division == PART || goal.trafficOnly -> STEP(step, DONE, 0)
    :: else -> towardsRest(goal, facts.workers[OTHER(goal.division)], facts, step)
    fi
  fi
}

inline towardsRest(goal, state, facts, step) {
  if
  :: state == UNKNOWN -> STEP(step, STUCK, OTHER(goal.division))
  :: state == ACTIVE || state == PARTLY -> STEP(step, STOP, OTHER(goal.division))
  :: PODS_GO(state) -> STEP(step, AWAIT, OTHER(goal.division))
  :: else -> towardsWork(goal, facts.workers[goal.division], step)
  fi
}

inline towardsWork(goal, own, step) {
  if
  :: own == UNKNOWN || own == ABSENT -> STEP(step, STUCK, goal.division)
  :: own == ACTIVE || own == NONE -> STEP(step, DONE, 0)
  :: own == STOPPING -> STEP(step, AWAIT, goal.division)
  :: else -> STEP(step, START, goal.division)
  fi
}
