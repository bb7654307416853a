package io.longshore.cli.cache;

import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.ground.file.KeptFile;
import io.longshore.image.cache.CacheCheck;
import io.longshore.image.cache.CacheLimits;
import io.longshore.image.cache.CacheStatus;
import io.longshore.image.cache.PackSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code longshore cache} prints. */
public final class CacheReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Messages messages;

  public CacheReport(Messages messages) {
    this.messages = messages;
  }

  /** Where the compressed blocks are and how large they are, and what is kept beside them. */
  public void summary(CacheStatus status, CacheLimits limits, List<Kept> others) {
    messages.answer(status.folder().toString());
    messages.answer(
        "  %s of at most %s%s, %,d blocks"
            .formatted(
                Messages.bytes(status.size()),
                Messages.bytes(status.limit()),
                limits.age().map(age -> " and at most " + words(age) + " old").orElse(""),
                status.blocks()));
    status.oldestUse().ifPresent(oldest -> messages.answer("  " + used(oldest, status)));
    others.forEach(this::summary);
    messages.event(
        Event.of("cache")
            .with("folder", status.folder().toString())
            .with("bytes", status.size())
            .with("limit", status.limit())
            .with("limit_seconds", limits.age().map(Duration::toSeconds))
            .with("packs", status.packs())
            .with("blocks", status.blocks())
            .with("others", others.stream().map(CacheReport::fields).toList()));
  }

  private static Map<String, Object> fields(Kept kept) {
    return Map.of(
        "kind", kept.kind().label(),
        "folder", kept.folder().toString(),
        "files", kept.files().size(),
        "bytes", kept.bytes());
  }

  private void summary(Kept kept) {
    messages.answer(
        kept.folder().toString(),
        "  %s, %s: %s"
            .formatted(
                Messages.bytes(kept.bytes()),
                Messages.count(kept.files().size(), "file"),
                kept.kind().words()));
  }

  /** Each pack. */
  public void list(List<PackSummary> packs) {
    for (PackSummary pack : packs) {
      String state =
          switch (pack.state()) {
            case WHOLE -> "%,d blocks".formatted(pack.blocks());
            case UNFINISHED -> "being written, or left by a dead build";
            case DAMAGED -> "damaged";
          };
      line(pack.file(), state);
      messages.event(
          entry(Kept.Kind.BLOCKS, pack.file())
              .with("blocks", pack.blocks())
              .with("state", pack.state().name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Each file. */
  public void list(Kept kept) {
    for (KeptFile file : kept.files()) {
      line(file, kept.kind().words());
      messages.event(entry(kept.kind(), file));
    }
  }

  /** The last line of a list. */
  public void sum(long files, long bytes) {
    messages.answer(Messages.count(files, "file") + ", " + Messages.bytes(bytes));
  }

  private void line(KeptFile file, String words) {
    messages.answer(
        String.format(
            Locale.ROOT,
            "%9s  %s  %s  (%s)",
            Messages.bytes(file.size()),
            TIME.format(file.lastUse()),
            file.path(),
            words));
  }

  private static Event entry(Kept.Kind kind, KeptFile file) {
    return Event.of("cache_entry")
        .with("kind", kind.label())
        .with("path", file.path().toString())
        .with("bytes", file.size())
        .with("last_use", file.lastUse().toString());
  }

  /**
   * The end of what removes something.
   *
   * @param dryRun whether it would only be removed
   */
  public void freed(long files, long bytes, boolean dryRun) {
    messages.info(Messages.bytes(bytes) + (dryRun ? " would be freed" : " freed"));
    messages.event(
        Event.of("cache_freed").with("bytes", bytes).with("files", files).with("dry_run", dryRun));
  }

  /** What reading all blocks has shown. */
  public void verified(CacheCheck check) {
    for (KeptFile pack : check.dropped()) {
      messages.finding("problem  " + pack.path() + " is damaged and was dropped");
    }
    messages.answer(
        "%s with %,d blocks read, %s; %s"
            .formatted(
                Messages.count(check.packs(), "pack"),
                check.blocks(),
                Messages.bytes(check.bytes()),
                check.dropped().isEmpty()
                    ? "all are whole"
                    : Messages.count(check.dropped().size(), "pack") + " dropped"));
    messages.event(
        Event.of("cache_verified")
            .with("packs", check.packs())
            .with("blocks", check.blocks())
            .with("bytes", check.bytes())
            .with("dropped", check.dropped().size())
            .with("freed", check.freed()));
  }

  private static String used(Instant oldest, CacheStatus status) {
    LocalDate first = day(oldest);
    LocalDate last = day(status.latestUse().orElse(oldest));
    return first.equals(last)
        ? "used on " + last
        : "the oldest last used on " + first + ", the newest on " + last;
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneId.systemDefault());
  }

  /** In the largest unit of which the age is a multiple. */
  static String words(Duration age) {
    long minutes = age.toMinutes();
    if (minutes % (24 * 60) == 0) {
      return Messages.count(age.toDays(), "day");
    }
    return minutes % 60 == 0
        ? Messages.count(age.toHours(), "hour")
        : Messages.count(minutes, "minute");
  }
}
