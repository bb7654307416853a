package io.longshore.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program of {@code dev/fuzz}. */
public final class Fuzz {
  private static final int USAGE = 2;
  private static final int DEFAULT_SECONDS = 60;
  private static final long A_DIFFERENT_SEED_EACH_TIME = 0;

  private Fuzz() {}

  private record Request(List<Target> targets, int seconds, boolean planted) {}

  /**
   * @param arguments the folder for corpus and findings, the root of the repository, then the
   *     arguments of {@code dev/fuzz}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    Path repository = Path.of(arguments[1]);
    Request request;
    try {
      request = parse(List.of(arguments).subList(2, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("dev/fuzz: " + e.getMessage());
      System.err.println("targets: all " + labels());
      System.exit(USAGE);
      return;
    }
    System.exit(run(request, folder, repository) ? 0 : 1);
  }

  private static Request parse(List<String> arguments) {
    List<Target> targets = new ArrayList<>();
    int seconds = DEFAULT_SECONDS;
    boolean planted = false;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "all" -> targets.addAll(List.of(Target.values()));
        case "--planted" -> planted = true;
        case "--seconds" -> {
          i++;
          seconds = seconds(i < arguments.size() ? arguments.get(i) : "");
        }
        case String label ->
            targets.add(
                Target.labelled(label)
                    .orElseThrow(() -> new IllegalArgumentException("no target '" + label + "'")));
      }
    }
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("which target?");
    }
    return new Request(targets, seconds, planted);
  }

  private static int seconds(String text) {
    if (!text.matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException("--seconds needs a number, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static String labels() {
    return Stream.of(Target.values()).map(Target::label).collect(Collectors.joining(" "));
  }

  /** Whether the run succeeded: nothing found, or the planted fault found. */
  private static boolean run(Request request, Path folder, Path repository)
      throws IOException, InterruptedException {
    System.out.println(FuzzReport.heading());
    boolean good = true;
    for (Target target : request.targets()) {
      String name = request.planted() ? target.label() + "-planted" : target.label();
      FuzzRun run = new FuzzRun(target, folder.resolve(name), A_DIFFERENT_SEED_EACH_TIME);
      FuzzReport report =
          request.planted()
              ? run.runWithFault(request.seconds(), repository)
              : run.run(request.seconds());
      System.out.println(report.line());
      if (report.finding().isPresent()) {
        System.out.println("           see " + report.folder());
      }
      good &= report.finding().isPresent() == request.planted();
    }
    return good;
  }
}
