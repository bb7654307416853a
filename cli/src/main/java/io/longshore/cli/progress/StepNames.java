package io.longshore.cli.progress;

import io.longshore.collection.stage.WorkStep;

/** The names of steps in events. Programs rely on them. */
final class StepNames {
  private StepNames() {}

  static String of(WorkStep step) {
    return switch (step) {
      case WorkStep.LookUp() -> "look_up";
      case WorkStep.Fetch _ -> "fetch";
      case WorkStep.AwaitLayer _ -> "await_layer";
      case WorkStep.AwaitBuild() -> "await_build";
      case WorkStep.Build _ -> "build";
      case WorkStep.Deposit() -> "deposit";
      case WorkStep.AwaitTurn() -> "await_turn";
      case WorkStep.Publish() -> "publish";
    };
  }
}
