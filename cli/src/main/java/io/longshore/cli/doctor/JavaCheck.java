package io.longshore.cli.doctor;

import io.longshore.cli.output.Messages;
import io.longshore.ground.NextStep;
import java.util.List;

/** Checks the Java that runs this program, and its heap. */
record JavaCheck(Runtime.Version version, long heapBytes) implements HealthCheck {
  private static final int NEEDED = 25;
  private static final long COMFORTABLE_HEAP = 256L << 20;

  static JavaCheck ofThisProcess() {
    return new JavaCheck(Runtime.version(), Runtime.getRuntime().maxMemory());
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Diagnosis> examine() {
    if (version.feature() < NEEDED) {
      return List.of(
          Diagnosis.problem(
              version + "; " + NEEDED + " or later is needed",
              NextStep.of(
                  "sudo apt-get install openjdk-{}-jre-headless, or set LONGSHORE_JAVA", NEEDED)));
    }
    String text = version + ", at most " + Messages.bytes(heapBytes) + " for objects";
    return List.of(
        heapBytes < COMFORTABLE_HEAP
            ? Diagnosis.warning(text + ", too little for large images", "unset LONGSHORE_HEAP")
            : Diagnosis.ok(text));
  }
}
