import { workTrials } from "../../dist/experiment/trial-worker.js";
import { prepareFake } from "./fake-trial.mjs";

workTrials(prepareFake);
