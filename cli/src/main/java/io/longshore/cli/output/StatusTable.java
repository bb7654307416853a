package io.longshore.cli.output;

import io.longshore.collection.migrate.LastFailure;
import io.longshore.collection.status.CollectionStatus;
import io.longshore.collection.status.ImageStatus;
import io.longshore.collection.status.StorageStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows where every image of a collection stands: a line or two for each, and the sums. */
public final class StatusTable {
  private static final String BELOW = " ".repeat(14);

  private final Messages messages;
  private final boolean verbose;
  private int migrated;
  private int pending;
  private int failed;
  private int notEligible;
  private int withoutRecipe;
  private int knownOrigins;

  /**
   * @param verbose whether images without a recipe are listed and not only counted
   */
  public StatusTable(Messages messages, boolean verbose) {
    this.messages = messages;
    this.verbose = verbose;
  }

  public void show(CollectionStatus status) {
    status.images().forEach(this::show);
    if (!verbose && withoutRecipe > 0) {
      line("no recipe", count(withoutRecipe) + "; --verbose lists them");
    }
    if (!status.images().isEmpty()) {
      messages.answer("");
    }
    messages.answer(
        migrated
            + " migrated, "
            + pending
            + " pending"
            + (failed > 0 ? " (" + failed + " failed last time)" : "")
            + ", "
            + notEligible
            + " not eligible, "
            + withoutRecipe
            + " without recipe"
            + (knownOrigins > 0 ? " (" + knownOrigins + " of known origin)" : ""));
    show(status.storage());
    messages.answer("  next: " + nextStep());
    summary(status.storage());
  }

  private String nextStep() {
    if (pending > 0) {
      return "longshore migrate --dry-run";
    }
    return knownOrigins > 0
        ? "longshore migrate --from metadata --from neurodesk --dry-run"
        : "longshore verify";
  }

  private void show(ImageStatus image) {
    switch (image) {
      case ImageStatus.Migrated done -> show(done);
      case ImageStatus.Pending todo -> show(todo);
      case ImageStatus.NotEligible left -> {
        notEligible++;
        line("not eligible", left.recipe());
        below(left.reason());
        messages.event(
            image("not_eligible", Map.of("recipe", left.recipe(), "reason", left.reason())));
      }
      case ImageStatus.WithoutRecipe other -> show(other);
    }
  }

  private void show(ImageStatus.Migrated image) {
    migrated++;
    line("migrated", image.sif());
    String sif =
        image.sifBytes().isPresent()
            ? Messages.bytes(image.sifBytes().getAsLong())
            : "of unknown size";
    below(
        sif
            + (image.sifHere() ? ", here" : ", not here")
            + "; "
            + image.layers()
            + (image.layers() == 1 ? " layer, " : " layers, ")
            + Messages.bytes(image.layerBytes())
            + (image.registrations().isEmpty()
                ? ""
                : "; registered as " + String.join(", ", image.registrations())));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sif", image.sif());
    fields.put("layout", image.layout());
    fields.put("source", image.source());
    fields.put("layers", image.layers());
    fields.put("layer_bytes", image.layerBytes());
    image.sifBytes().ifPresent(bytes -> fields.put("sif_bytes", bytes));
    fields.put("sif_here", image.sifHere());
    fields.put("registrations", image.registrations());
    messages.event(image("migrated", fields));
  }

  private void show(ImageStatus.Pending image) {
    pending++;
    Optional<LastFailure> failure = image.lastFailure();
    line(failure.isPresent() ? "failed" : "pending", image.recipe());
    below("from " + image.reference());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("recipe", image.recipe());
    fields.put("reference", image.reference());
    if (failure.isPresent()) {
      failed++;
      addFailure(failure.get(), fields);
    }
    messages.event(image(failure.isPresent() ? "failed" : "pending", fields));
  }

  private void show(ImageStatus.WithoutRecipe image) {
    withoutRecipe++;
    knownOrigins += image.reference().isPresent() ? 1 : 0;
    String told =
        image.reference().map(reference -> "from " + reference + ", by ").orElse("")
            + image.words();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("image", image.image());
    image.reference().ifPresent(reference -> fields.put("reference", reference));
    fields.put(image.reference().isPresent() ? "known_by" : "reason", image.words());
    if (verbose || image.lastFailure().isPresent()) {
      line("no recipe", image.image());
      below(told);
    }
    image.lastFailure().ifPresent(failure -> addFailure(failure, fields));
    messages.event(image("no_recipe", fields));
  }

  private void addFailure(LastFailure failure, Map<String, Object> fields) {
    below(failure.at() + ", " + failure.kind() + ": " + failure.reason());
    below("next: " + failure.nextStep());
    fields.put("failed_at", failure.at().toString());
    fields.put("code", failure.kind());
    fields.put("problem", failure.reason());
    fields.put("next", failure.nextStep());
  }

  private void show(StorageStatus storage) {
    if (storage.layers() == 0) {
      return;
    }
    messages.answer(
        "SIFs    "
            + Messages.bytes(storage.sifBytes())
            + ", of which "
            + Messages.bytes(storage.sifBytesHere())
            + " here");
    messages.answer(
        "layers  "
            + Messages.bytes(storage.layerBytes())
            + " in "
            + storage.layers()
            + ", of which "
            + Messages.bytes(storage.layerBytesHere())
            + " here; "
            + Messages.bytes(storage.unsharedBytes())
            + " if none were shared");
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
    messages.answer(BELOW + text);
  }

  private static String count(int images) {
    return images == 1 ? "1 image" : images + " images";
  }

  private void line(String state, String subject) {
    messages.answer(String.format(Locale.ROOT, "%-13s %s", state, subject));
  }

  private static Map<String, Object> image(String state, Map<String, ?> more) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "image");
    fields.put("state", state);
    fields.putAll(more);
    return fields;
  }
}
