import * as fc from "fast-check";

// The same random cases in every run, so that a change fails only by what it changes. To look for
// new ones: PORTOLAN_SEED=$RANDOM pnpm test; keep a test for each bug found.
fc.configureGlobal({ seed: Number(process.env.PORTOLAN_SEED ?? 6335) });
