package io.longshore.cli.output;

import io.longshore.cli.output.FamilyTable.Column;
import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.status.CollectionStatus;
import io.longshore.collection.status.ImageStatus;
import io.longshore.collection.status.StorageStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows the state of a collection. A few images are listed one by one. For many images, sums by
 * family come first, then the causes of problems.
 */
public final class StatusTable {
  /** The number of images that fit on a screen with two lines each. */
  private static final int FEW = 20;

  private static final int MOST_CAUSES = 8;
  private static final String BELOW = " ".repeat(14);
  private static final String INDENT = "  ";
  private static final Column MIGRATED = Column.ofNumbers("migrated");
  private static final Column PENDING = Column.ofNumbers("pending");
  private static final Column FAILED = Column.ofNumbers("failed");
  private static final Column NOT_ELIGIBLE = Column.ofNumbers("not eligible");
  private static final Column NO_RECIPE = Column.ofNumbers("no recipe");

  private final Messages messages;
  private final Extent extent;
  private final int width;
  private final FamilyTable families =
      new FamilyTable(List.of(MIGRATED, PENDING, FAILED, NOT_ELIGIBLE, NO_RECIPE));
  private final Causes failures = new Causes();
  private final Causes reasons = new Causes();
  private final Causes withoutOrigin = new Causes();
  private int migrated;
  private int pending;
  private int failed;
  private int notEligible;
  private int withoutRecipe;
  private int knownOrigins;

  /** How much is shown. */
  public enum Extent {
    /** Sums and problems, if there are more than a few images. */
    SUMMARY,
    /** Each image of the collection. */
    ALL,
    /** Each image that was named, without sums of the whole collection. */
    NAMED
  }

  /**
   * @param width of the terminal in columns; a large number if there is no terminal
   */
  public StatusTable(Messages messages, Extent extent, int width) {
    this.messages = messages;
    this.extent = extent;
    this.width = width;
  }

  public void show(CollectionStatus status) {
    boolean few = status.images().size() <= FEW;
    boolean each = few || extent != Extent.SUMMARY;
    status.images().forEach(this::count);
    if (!few) {
      families.lines(width).forEach(messages::answer);
      messages.answer("");
    }
    if (each) {
      status.images().forEach(this::tell);
    } else {
      tellCauses();
    }
    if (each && !status.images().isEmpty()) {
      messages.answer("");
    }
    if (each) {
      folded(sum(), "");
    }
    if (extent != Extent.NAMED) {
      show(status.storage());
    }
    messages.answer("  next: " + nextStep());
    if (!each) {
      messages.answer("  each image: longshore status --all");
      messages.answer("  some: longshore status 'bids-*'");
    }
    status.images().forEach(image -> messages.event(event(image)));
    summary(status.storage());
  }

  private String sum() {
    return migrated
        + " migrated, "
        + pending
        + " pending"
        + (failed > 0 ? " (" + failed + " failed last time)" : "")
        + ", "
        + notEligible
        + " not eligible, "
        + withoutRecipe
        + " without recipe"
        + (knownOrigins > 0 ? " (" + knownOrigins + " of known origin)" : "");
  }

  private String nextStep() {
    if (pending > 0) {
      return "longshore migrate --dry-run";
    }
    return knownOrigins > 0
        ? "longshore migrate --from metadata --from neurodesk --dry-run"
        : "longshore verify";
  }

  private void count(ImageStatus image) {
    switch (image) {
      case ImageStatus.Migrated _ -> {
        migrated++;
        families.add(image.names(), MIGRATED, 1);
      }
      case ImageStatus.Pending todo -> {
        pending++;
        failed += todo.lastFailure().isPresent() ? 1 : 0;
        families.add(image.names(), todo.lastFailure().isPresent() ? FAILED : PENDING, 1);
        todo.lastFailure().ifPresent(failure -> failures.add(problem(image, failure)));
      }
      case ImageStatus.NotEligible left -> {
        notEligible++;
        families.add(image.names(), NOT_ELIGIBLE, 1);
        reasons.add(
            new Causes.Problem(image.names().name(), "", "", left.reason(), /* next= */ ""));
      }
      case ImageStatus.WithoutRecipe other -> {
        withoutRecipe++;
        knownOrigins += other.reference().isPresent() ? 1 : 0;
        families.add(image.names(), NO_RECIPE, 1);
        other.lastFailure().ifPresent(failure -> failures.add(problem(image, failure)));
        if (other.reference().isEmpty()) {
          withoutOrigin.add(
              new Causes.Problem(image.names().name(), "", "", other.words(), /* next= */ ""));
        }
      }
    }
  }

  private static Causes.Problem problem(ImageStatus image, LastFailure failure) {
    return new Causes.Problem(
        image.names().name(),
        failure.kind(),
        failure.subject(),
        failure.problem(),
        failure.nextStep());
  }

  private void tellCauses() {
    tell("failed when last tried", failures);
    tell("not eligible", reasons);
    tell("no recipe, and no known origin", withoutOrigin);
    if (knownOrigins > 0) {
      messages.answer("no recipe, but a known origin");
      folded(INDENT + Messages.count(knownOrigins, "image"), INDENT);
      messages.answer("    next: longshore migrate --from metadata --from neurodesk --dry-run");
    }
    if (!failures.isEmpty() || withoutRecipe + notEligible > 0) {
      messages.answer("");
    }
  }

  private void tell(String title, Causes causes) {
    if (causes.isEmpty()) {
      return;
    }
    messages.answer(title);
    causes.all().stream()
        .limit(MOST_CAUSES)
        .flatMap(cause -> cause.lines("image").stream())
        .forEach(line -> folded(INDENT + line, INDENT + INDENT));
    int untold = causes.all().size() - MOST_CAUSES;
    if (untold > 0) {
      messages.answer(INDENT + "and " + Messages.count(untold, "other cause"));
    }
  }

  // A command stays on one line, so that it can be copied.
  private void folded(String line, String indent) {
    if (line.stripLeading().startsWith("next")) {
      messages.answer(line);
    } else {
      Messages.folded(line, indent, width).forEach(messages::answer);
    }
  }

  private void tell(ImageStatus image) {
    switch (image) {
      case ImageStatus.Migrated done -> tell(done);
      case ImageStatus.Pending todo -> {
        line(todo.lastFailure().isPresent() ? "failed" : "pending", todo.recipe());
        below("from " + todo.reference());
        todo.lastFailure().ifPresent(this::tell);
      }
      case ImageStatus.NotEligible left -> {
        line("not eligible", left.recipe());
        below(left.reason());
      }
      case ImageStatus.WithoutRecipe other -> {
        line("no recipe", other.image());
        below(
            other.reference().map(reference -> "from " + reference + ", by ").orElse("")
                + other.words());
        other.lastFailure().ifPresent(this::tell);
      }
    }
  }

  private void tell(ImageStatus.Migrated image) {
    line("migrated", image.sif());
    String sif =
        image.sifBytes().isPresent()
            ? Messages.bytes(image.sifBytes().getAsLong())
            : "of unknown size";
    below(
        sif
            + (image.sifHere() ? ", here" : ", not here")
            + "; "
            + Messages.count(image.layers(), "layer")
            + ", "
            + Messages.bytes(image.layerBytes())
            + (image.registrations().isEmpty()
                ? ""
                : "; registered as " + String.join(", ", image.registrations())));
  }

  private void tell(LastFailure failure) {
    below(failure.at() + ", " + failure.kind() + ": " + failure.reason());
    messages.answer(BELOW + "next: " + failure.nextStep());
  }

  private void show(StorageStatus storage) {
    if (storage.layers() == 0) {
      return;
    }
    folded(
        "SIFs    "
            + Messages.bytes(storage.sifBytes())
            + ", of which "
            + Messages.bytes(storage.sifBytesHere())
            + " here",
        INDENT);
    folded(
        "layers  "
            + Messages.bytes(storage.layerBytes())
            + " in "
            + storage.layers()
            + ", of which "
            + Messages.bytes(storage.layerBytesHere())
            + " here; "
            + Messages.bytes(storage.unsharedBytes())
            + " if none were shared",
        INDENT);
  }

  private static Map<String, Object> event(ImageStatus image) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "image");
    switch (image) {
      case ImageStatus.Migrated done -> {
        fields.put("state", "migrated");
        fields.put("sif", done.sif());
        fields.put("layout", done.layout());
        fields.put("source", done.source());
        fields.put("layers", done.layers());
        fields.put("layer_bytes", done.layerBytes());
        done.sifBytes().ifPresent(bytes -> fields.put("sif_bytes", bytes));
        fields.put("sif_here", done.sifHere());
        fields.put("registrations", done.registrations());
      }
      case ImageStatus.Pending todo -> {
        fields.put("state", todo.lastFailure().isPresent() ? "failed" : "pending");
        fields.put("recipe", todo.recipe());
        fields.put("reference", todo.reference());
        todo.lastFailure().ifPresent(failure -> addFailure(failure, fields));
      }
      case ImageStatus.NotEligible left -> {
        fields.put("state", "not_eligible");
        fields.put("recipe", left.recipe());
        fields.put("reason", left.reason());
      }
      case ImageStatus.WithoutRecipe other -> {
        fields.put("state", "no_recipe");
        fields.put("image", other.image());
        other.reference().ifPresent(reference -> fields.put("reference", reference));
        fields.put(other.reference().isPresent() ? "known_by" : "reason", other.words());
        other.lastFailure().ifPresent(failure -> addFailure(failure, fields));
      }
    }
    return fields;
  }

  private static void addFailure(LastFailure failure, Map<String, Object> fields) {
    fields.put("failed_at", failure.at().toString());
    fields.put("code", failure.kind());
    fields.put("subject", failure.subject());
    fields.put("problem", failure.problem());
    fields.put("next", failure.nextStep());
  }

  private void summary(StorageStatus storage) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "status");
    fields.put("migrated", migrated);
    fields.put("pending", pending);
    fields.put("failed", failed);
    fields.put("not_eligible", notEligible);
    fields.put("no_recipe", withoutRecipe);
    fields.put("known_origins", knownOrigins);
    fields.put("layers", storage.layers());
    fields.put("layer_bytes", storage.layerBytes());
    fields.put("layer_bytes_here", storage.layerBytesHere());
    fields.put("layer_bytes_unshared", storage.unsharedBytes());
    fields.put("sif_bytes", storage.sifBytes());
    fields.put("sif_bytes_here", storage.sifBytesHere());
    messages.event(fields);
  }

  private void below(String text) {
    folded(BELOW + text, BELOW);
  }

  private void line(String state, String subject) {
    messages.answer(String.format(Locale.ROOT, "%-13s %s", state, subject));
  }
}
