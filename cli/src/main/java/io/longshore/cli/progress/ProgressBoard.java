package io.longshore.cli.progress;

import io.longshore.cli.output.RunProgress;
import io.longshore.collection.migrate.SpaceEstimate;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.WorkStep;
import io.longshore.oci.Descriptor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Collects the progress that all threads report. Only sums are kept of images that are done. */
public final class ProgressBoard implements RunProgress {
  private static final Duration RATE_WINDOW = Duration.ofSeconds(15);
  private static final Duration FIRST_FORECAST = Duration.ofSeconds(3);

  private record Sample(long nanos, long fetched) {}

  private final LongSupplier clock;
  private final long begin;
  private final Map<String, ImageRecord> working = new LinkedHashMap<>();
  private final LayerLedger layers = new LayerLedger();
  private final Map<String, String> notices = new TreeMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Optional<Long> firstBytes = Optional.empty();
  private int images;
  private int migrated;
  private int failed;
  private int failedUnknown;
  private long fetched;
  private long builtAndEnded;

  public ProgressBoard() {
    this(System::nanoTime);
  }

  /**
   * @param clock a clock in nanoseconds with any origin
   */
  ProgressBoard(LongSupplier clock) {
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  @Override
  public synchronized void planned(int number) {
    images = number;
  }

  /** Records the estimate for the images of the plan, before work begins. */
  public synchronized void expected(SpaceEstimate estimate) {
    estimate.layers().forEach((image, needed) -> layers.need(image.sif(), needed));
    estimate.here().forEach(layer -> layers.complete(layer.digest()));
  }

  @Override
  public synchronized void migrated() {
    migrated++;
  }

  @Override
  public synchronized void failed(ImageNames image) {
    failed++;
    failedUnknown += layers.knew(image.sif()) ? 0 : 1;
    layers.release(image.sif());
  }

  /**
   * Shows {@code text} until the notice of {@code subject} is replaced or removed. A subject has
   * one notice.
   */
  public synchronized void notice(String subject, String text) {
    notices.put(subject, text);
  }

  public synchronized void withdrawNotice(String subject) {
    notices.remove(subject);
  }

  @Override
  public synchronized long fetched() {
    return fetched;
  }

  @Override
  public void begun(PlannedImage image, WorkStep step) {
    begun(image.names().sif(), image.names().name(), step);
  }

  @Override
  public void advanced(PlannedImage image, long bytes) {
    advanced(image.names().sif(), bytes);
  }

  @Override
  public synchronized void fetched(PlannedImage image, Descriptor layer, long bytes) {
    fetched += bytes;
    layers.advance(layer.digest(), bytes);
  }

  @Override
  public synchronized void here(PlannedImage image, Descriptor layer) {
    layers.complete(layer.digest());
  }

  @Override
  public synchronized void ended(PlannedImage image) {
    String key = image.names().sif();
    layers.release(key);
    ImageRecord known = working.remove(key);
    if (known != null) {
      builtAndEnded += known.built();
    }
  }

  /** Records the beginning of a step, for work without a plan. */
  public void begun(String image, WorkStep step) {
    begun(image, image, step);
  }

  private synchronized void begun(String key, String name, WorkStep step) {
    working.computeIfAbsent(key, _ -> new ImageRecord(name, step)).begin(step);
    if (step instanceof WorkStep.Fetch(List<Descriptor> needed)) {
      layers.need(key, needed);
    }
    if (firstBytes.isEmpty() && working.get(key).isMeasured()) {
      firstBytes = Optional.of(clock.getAsLong());
    }
  }

  public synchronized void advanced(String image, long bytes) {
    ImageRecord known = working.get(image);
    if (known != null) {
      known.advance(bytes);
    }
  }

  /** The present state of all work. Called by one thread, at intervals. */
  public synchronized ProgressState state() {
    long now = clock.getAsLong();
    final Duration elapsed = Duration.ofNanos(now - begin);
    int known = layers.images();
    int unknown = Math.max(0, images - known - failedUnknown);
    long needed = layers.needed();
    long built = builtAndEnded;
    long toBuild = builtAndEnded + layers.unbegun(working.keySet());
    for (ImageRecord image : working.values()) {
      built += image.built();
      toBuild += image.built() + image.left();
    }
    if (known > 0) {
      needed += Math.round((double) needed / known * unknown);
      toBuild += Math.round((double) toBuild / known * unknown);
    }
    List<ImageProgress> rows = new ArrayList<>();
    working.forEach((key, image) -> rows.add(image.progress(layers.here(key))));
    return new ProgressState(
        images,
        migrated,
        failed,
        rows,
        fetched,
        layers.here(),
        needed,
        unknown > 0,
        rate(now, fetched),
        elapsed,
        forecast(
            Duration.ofNanos(now - firstBytes.orElse(now)),
            fetched + built,
            needed - layers.here() + toBuild - built),
        List.copyOf(notices.values()));
  }

  private double rate(long now, long fetched) {
    samples.add(new Sample(now, fetched));
    while (samples.size() > 2 && now - samples.getFirst().nanos() > RATE_WINDOW.toNanos()) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    double seconds = (now - first.nanos()) / 1e9;
    return seconds <= 0 ? 0 : (fetched - first.fetched()) / seconds;
  }

  private static Optional<Duration> forecast(Duration worked, long done, long left) {
    if (worked.compareTo(FIRST_FORECAST) < 0 || done <= 0 || left / 200 > done) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Math.round(worked.toMillis() / 1000.0 * left / done)));
  }
}
