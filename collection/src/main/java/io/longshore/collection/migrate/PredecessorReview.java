package io.longshore.collection.migrate;

import io.longshore.collection.migrate.predecessor.Predecessor;
import io.longshore.collection.migrate.predecessor.PredecessorComparison;
import io.longshore.collection.migrate.predecessor.Predecessors;
import io.longshore.collection.migrate.predecessor.Verdict;
import io.longshore.collection.plan.PlanEntry;
import io.longshore.collection.publish.DepositedImage;
import io.longshore.dataset.annex.AnnexRepository;
import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares images with the old images that they replace. Safe for several threads. */
final class PredecessorReview implements AutoCloseable {
  private final Predecessors predecessors;
  private final Optional<PredecessorComparison> comparison;

  /**
   * @param events the results, for the listener of the migration
   * @param image the image with the same results as notes for the history
   */
  record Reviewed(DepositedImage image, List<MigrationEvent> events) {}

  private PredecessorReview(Predecessors predecessors, Optional<PredecessorComparison> comparison) {
    this.predecessors = predecessors;
    this.comparison = comparison;
  }

  /**
   * @param compare whether the images' files are compared, and not only their times
   */
  static PredecessorReview of(
      GitRepository superdataset, List<PlanEntry.Eligible> plan, boolean compare)
      throws IOException {
    Predecessors predecessors = Predecessors.of(superdataset, plan);
    return new PredecessorReview(
        predecessors,
        compare
            ? Optional.of(PredecessorComparison.in(AnnexRepository.open(superdataset)))
            : Optional.empty());
  }

  /**
   * @param created the time at which the image was built, if the image records it
   */
  Optional<MigrationEvent.TagMoved> tagMoved(PlanEntry.Eligible entry, Optional<Instant> created) {
    return predecessors
        .of(entry)
        .filter(old -> old.isOlderThan(created))
        .map(
            old ->
                new MigrationEvent.TagMoved(
                    entry.recipe(),
                    entry.reference().asAsked(),
                    old.path().value(),
                    created.orElseThrow(),
                    old.added().orElseThrow()));
  }

  Reviewed review(PlanEntry.Eligible entry, DepositedImage image) {
    List<MigrationEvent> events = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    tagMoved(entry, image.image().created())
        .ifPresent(
            moved -> {
              events.add(moved);
              notes.add(note(moved));
            });
    Optional<Predecessor> old = predecessors.of(entry);
    if (comparison.isPresent() && old.isPresent() && image.sifKey().isPresent()) {
      Verdict verdict =
          comparison.get().compare(old.get(), image.sifKey().get(), entry.names().sif());
      String path = old.get().path().value();
      events.add(new MigrationEvent.ComparedWithOld(entry.recipe(), path, verdict));
      notes.add(note(path, verdict));
    }
    return new Reviewed(image.withNotes(notes), events);
  }

  private static String note(MigrationEvent.TagMoved moved) {
    return "The tag has moved: %s was created %s, and %s added %s"
        .formatted(moved.reference(), moved.created(), moved.oldImage(), moved.added());
  }

  private static String note(String old, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Compared(var comparison) ->
          "Compared with %s: %s".formatted(old, comparison.summary("the old one", "the new one"));
      case Verdict.NotCompared(var reason) ->
          "Not compared with %s, which %s".formatted(old, reason.problem());
    };
  }

  @Override
  public void close() throws IOException {
    if (comparison.isPresent()) {
      comparison.get().close();
    }
  }
}
