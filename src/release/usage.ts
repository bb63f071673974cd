/** What is told to whoever asks, or types what is not understood. */
export const USAGE = `docnow-release COMMAND [OPTIONS], in the folder where the stacks were synthesized

  status                 who has the traffic, what is healthy, where workers run, the last switch
  prepare COLOUR         builds or changes a colour without traffic, its workers at rest
  idle                   the colour without traffic, for a script
  check COLOUR           all that a switch asks first, without the change
  switch COLOUR          all traffic to a colour, then the workers
  canary COLOUR WEIGHT   so many of 100 requests to a colour, for trial; 0 ends it
  canary COLOUR --steps 10:5m,50:10m
                         the same by itself, step by step, then the switch; back to 0 when it is sick
  back [COLOUR]          all traffic to where it was before, then the workers
  retire COLOUR          takes down a colour without traffic

  --dry-run              prints what one would type, and changes nothing
  --yes, -y              does not ask
  --json                 the result for a program
  --reason WORDS         for the log
  --expect DIVISION      refuses unless requests go there now: blue, or blue=90,green=10
  --skip-guards WHY      emergency: whoever is healthy, wherever requests go
  --one-way WHY          a switch from which there is no way back without a loss
  --traffic-only         leaves the workers where they are
  --outside-stopped      the workers of a colour outside this project are stopped
  --bake TIME            watches the colour for so long (15m) before its workers start
  --every TIME           how often it is looked at (10s)
  --back-when-sick       goes back when three looks one after another are bad
  --quiet-alarms NAMES   refuses while one of these alarms rings, and takes it for sick (errors,latency)
  --wait TIME            how long prepare waits until the load balancer finds enough healthy (0s)
  --probe URL            asks this, too, at each look; 400 and above is bad
  --probe-host NAME      the name to ask for, where the URL has another
  --now WHY              retires a colour that may be needed for the way back
  --var NAME=VALUE       a variable of the colours' stacks; more than one may be given
  --out FOLDER           what cdktf wrote (cdktf.out)
  --switch STACK         the switch, where there are several
  --workspace NAME       Terraform's workspace (default)
  --lock-timeout TIME    how long to wait for somebody else's lock (20s)
  --context NAME         kubectl's context

Exit codes: 0 done; 1 failed; 2 not understood; 3 refused, nothing was changed; 4 a part is done, run it again;
5 went back; 6 somebody did not say yes.
`;
