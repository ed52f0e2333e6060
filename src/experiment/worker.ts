// The program of a worker thread; see trial-worker.ts.
import { prepareTrial } from "../model/trial.ts";
import { workTrials } from "./trial-worker.ts";

workTrials(prepareTrial);
