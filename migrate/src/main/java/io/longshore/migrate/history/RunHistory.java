package io.longshore.migrate.history;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.ObjectId;
import io.longshore.migrate.plan.ImageNames;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The runs that a commit of the superdataset descends from, as their commits tell. */
public final class RunHistory {
  private static final String END = ".";
  private static final int FIELDS = 7;

  private final List<Run> runs;
  private final Map<Publication, Fate> fates = new HashMap<>();

  private RunHistory(List<Run> runs) {
    this.runs = runs;
  }

  /** Costs one process. */
  public static RunHistory of(GitRepository superdataset, ObjectId commit) throws IOException {
    List<String> fields =
        superdataset
            .run(
                superdataset
                    .git("log")
                    .options("-z", "--topo-order", "--no-ext-diff", "--no-show-signature")
                    .option("--grep", "^" + Trailers.RUN + ": ")
                    .option(
                        "--format",
                        "%H%x00%P%x00%cI%x00"
                            + trailer(Trailers.RUN)
                            + trailer(Trailers.IMAGE)
                            + trailer(Trailers.ROLLED_BACK)
                            + END)
                    .revisions(commit.hex()))
            .fields();
    List<HistoryStep> newestFirst = new ArrayList<>();
    for (int i = 0; i + FIELDS <= fields.size(); i += FIELDS) {
      String parent = fields.get(i + 1).split(" ")[0];
      Optional<Trailers> trailers =
          Trailers.parse(fields.get(i + 3), fields.get(i + 4), fields.get(i + 5));
      if (trailers.isPresent() && !parent.isEmpty()) {
        add(
            newestFirst,
            trailers.get(),
            OffsetDateTime.parse(fields.get(i + 2)).toInstant(),
            new ObjectId(fields.get(i)),
            new ObjectId(parent));
      }
    }
    RunHistory history = new RunHistory(group(newestFirst.reversed()));
    history.tellFates(newestFirst);
    return history;
  }

  private static String trailer(String name) {
    return "%(trailers:key=" + name + ",valueonly,separator=%x2C)%x00";
  }

  private static void add(
      List<HistoryStep> steps, Trailers trailers, Instant at, ObjectId commit, ObjectId parent) {
    if (trailers.rolledBack().isPresent()) {
      steps.add(new Reversal(trailers.run(), trailers.image(), at, trailers.rolledBack().get()));
      return;
    }
    Publication step =
        new Publication(trailers.run(), trailers.image(), at, /* before= */ parent, commit);
    if (!steps.isEmpty()
        && steps.getLast() instanceof Publication next
        && next.before().equals(commit)
        && next.run().equals(step.run())
        && next.image().equals(step.image())) {
      steps.removeLast();
      step = new Publication(step.run(), step.image(), next.at(), parent, next.after());
    }
    steps.add(step);
  }

  private static List<Run> group(List<HistoryStep> oldestFirst) {
    SequencedMap<RunId, List<HistoryStep>> byRun = new LinkedHashMap<>();
    oldestFirst.forEach(
        step -> byRun.computeIfAbsent(step.run(), _ -> new ArrayList<>()).add(step));
    return byRun.entrySet().stream().map(run -> new Run(run.getKey(), run.getValue())).toList();
  }

  private record Key(RunId run, ImageNames image) {}

  private void tellFates(List<HistoryStep> newestFirst) {
    Map<Key, RunId> rolledBack = new HashMap<>();
    Map<ImageNames, RunId> published = new HashMap<>();
    for (HistoryStep step : newestFirst) {
      switch (step) {
        case Reversal(RunId run, ImageNames image, Instant _, RunId undone) ->
            rolledBack.putIfAbsent(new Key(undone, image), run);
        case Publication publication -> {
          RunId undoing = rolledBack.get(new Key(publication.run(), publication.image()));
          RunId replacing = published.get(publication.image());
          fates.put(
              publication,
              undoing != null
                  ? new Fate.RolledBack(undoing)
                  : replacing != null ? new Fate.Replaced(replacing) : new Fate.InPlace());
          if (undoing == null) {
            published.putIfAbsent(publication.image(), publication.run());
          }
        }
      }
    }
  }

  /** Oldest first. */
  public List<Run> runs() {
    return runs;
  }

  public Fate fate(Publication publication) {
    return fates.get(publication);
  }

  /** What was published and not taken back, oldest first; an image may be there more than once. */
  public List<Publication> standing() {
    return runs.stream()
        .flatMap(run -> run.steps().stream())
        .filter(Publication.class::isInstance)
        .map(Publication.class::cast)
        .filter(publication -> !(fate(publication) instanceof Fate.RolledBack))
        .toList();
  }
}
