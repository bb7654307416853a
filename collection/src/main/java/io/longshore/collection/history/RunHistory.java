package io.longshore.collection.history;

import io.longshore.collection.plan.ImageNames;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.ObjectId;
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

/**
 * The runs in the history of a commit of the superdataset, read from the trailers of their commits.
 * If runs in two clones were merged, the run with the younger commits counts as the later one.
 */
public final class RunHistory {
  private static final String END = ".";
  private static final int FIELDS = 7;

  private final List<Run> runs;
  private final Map<Publication, Fate> fates = new HashMap<>();

  private RunHistory(List<Run> runs) {
    this.runs = runs;
  }

  /** Reads the history of {@code commit} with one process. */
  public static RunHistory of(GitRepository superdataset, ObjectId commit) throws IOException {
    List<String> fields =
        superdataset
            .run(
                superdataset
                    .git("log")
                    .options("-z", "--date-order", "--no-ext-diff", "--no-show-signature")
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
    NewestFirst newestFirst = new NewestFirst();
    for (int i = 0; i + FIELDS <= fields.size(); i += FIELDS) {
      String parent = fields.get(i + 1).split(" ")[0];
      Optional<Trailers> trailers =
          Trailers.parse(fields.get(i + 3), fields.get(i + 4), fields.get(i + 5));
      if (trailers.isPresent() && !parent.isEmpty()) {
        newestFirst.add(
            trailers.get(),
            OffsetDateTime.parse(fields.get(i + 2)).toInstant(),
            new ObjectId(fields.get(i)),
            new ObjectId(parent));
      }
    }
    RunHistory history = new RunHistory(group(newestFirst.steps.reversed()));
    history.tellFates(newestFirst.steps);
    return history;
  }

  private static String trailer(String name) {
    return "%(trailers:key=" + name + ",valueonly,separator=%x2C)%x00";
  }

  /**
   * Collects steps from commits, newest first. After a merge, the commits of two parallel runs may
   * alternate, so that the commit read next need not belong to the publication read before.
   */
  private static final class NewestFirst {
    private final List<HistoryStep> steps = new ArrayList<>();

    /**
     * The index in the list of each publication of which more commits may follow, by the parent of
     * its oldest commit so far.
     */
    private final Map<ObjectId, Integer> begun = new HashMap<>();

    void add(Trailers trailers, Instant at, ObjectId commit, ObjectId parent) {
      if (trailers.rolledBack().isPresent()) {
        steps.add(new Reversal(trailers.run(), trailers.image(), at, trailers.rolledBack().get()));
        return;
      }
      Integer place = begun.get(commit);
      if (place != null
          && steps.get(place) instanceof Publication next
          && next.run().equals(trailers.run())
          && next.image().equals(trailers.image())) {
        steps.set(
            place, new Publication(next.run(), next.image(), next.at(), parent, next.after()));
      } else {
        place = steps.size();
        steps.add(
            new Publication(trailers.run(), trailers.image(), at, /* before= */ parent, commit));
      }
      begun.put(parent, place);
    }
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

  /** All runs, oldest first. */
  public List<Run> runs() {
    return runs;
  }

  public Fate fate(Publication publication) {
    return fates.get(publication);
  }

  /** The publications that no run rolled back, oldest first. An image may occur more than once. */
  public List<Publication> standing() {
    return runs.stream()
        .flatMap(run -> run.steps().stream())
        .filter(Publication.class::isInstance)
        .map(Publication.class::cast)
        .filter(publication -> !(fate(publication) instanceof Fate.RolledBack))
        .toList();
  }
}
