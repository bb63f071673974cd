/* Writes what nextStep says, for all facts and goals. */
#include "next-step.pml"

init {
  Goal goal;
  Facts facts;
  Step step;
  byte wanted, only, division, recorded, blue, green;
  for (wanted : BLUE .. PART) {
    for (only : 0 .. 1) {
      goal.division = wanted;
      goal.trafficOnly = only;
      for (division : NOTHING .. PART) {
        for (recorded : NOTHING .. PART) {
          for (blue : ACTIVE .. UNKNOWN) {
            for (green : ACTIVE .. UNKNOWN) {
              facts.division = division;
              facts.recorded = recorded;
              facts.workers[BLUE] = blue;
              facts.workers[GREEN] = green;
              nextStep(goal, facts, step);
              printf("@ %d %d %d %d %d %d %d %d\n", goal.division, only, division, recorded, blue, green, step.kind, step.color)
            }
          }
        }
      }
    }
  }
}
