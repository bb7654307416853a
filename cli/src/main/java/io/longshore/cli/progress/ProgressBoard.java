package io.longshore.cli.progress;

import io.longshore.cli.output.RunProgress;
import io.longshore.collection.plan.PlannedImage;
import io.longshore.collection.stage.WorkStep;
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

/**
 * Where all threads write down how far they have got. Of images that are done only sums are kept.
 */
public final class ProgressBoard implements RunProgress {
  private static final Duration RATE_WINDOW = Duration.ofSeconds(15);
  private static final Duration FIRST_FORECAST = Duration.ofSeconds(3);

  private record Sample(long nanos, long fetched) {}

  private final LongSupplier clock;
  private final long begin;
  private final Map<String, ImageRecord> working = new LinkedHashMap<>();
  private final Map<String, String> notices = new TreeMap<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Optional<Long> firstBytes = Optional.empty();
  private int images;
  private int migrated;
  private int failed;
  private int measuredAndEnded;
  private long fetchedAndEnded;
  private long doneAndEnded;

  public ProgressBoard() {
    this(System::nanoTime);
  }

  /**
   * @param clock in nanoseconds, from anywhere
   */
  ProgressBoard(LongSupplier clock) {
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  @Override
  public synchronized void planned(int number) {
    images = number;
  }

  @Override
  public synchronized void migrated() {
    migrated++;
  }

  @Override
  public synchronized void failed() {
    failed++;
  }

  /** Shows {@code text} as long as nothing takes it back; one notice for each subject. */
  public synchronized void notice(String subject, String text) {
    notices.put(subject, text);
  }

  public synchronized void withdrawNotice(String subject) {
    notices.remove(subject);
  }

  @Override
  public synchronized long fetched() {
    return fetchedAndEnded + working.values().stream().mapToLong(ImageRecord::fetched).sum();
  }

  @Override
  public void begun(PlannedImage image, WorkStep step) {
    begun(image.names().name(), step);
  }

  @Override
  public void advanced(PlannedImage image, long bytes) {
    advanced(image.names().name(), bytes);
  }

  @Override
  public synchronized void found(PlannedImage image, long bytes) {
    found(image.names().name(), bytes);
  }

  @Override
  public synchronized void ended(PlannedImage image) {
    ended(image.names().name());
  }

  /** As {@link #begun(PlannedImage, WorkStep)}, of work that is in no plan. */
  public synchronized void begun(String image, WorkStep step) {
    working.computeIfAbsent(image, name -> new ImageRecord(name, step)).begin(step);
    if (firstBytes.isEmpty() && working.get(image).isMeasured()) {
      firstBytes = Optional.of(clock.getAsLong());
    }
  }

  public synchronized void advanced(String image, long bytes) {
    ImageRecord known = working.get(image);
    if (known != null) {
      known.advance(bytes);
    }
  }

  synchronized void found(String image, long bytes) {
    ImageRecord known = working.get(image);
    if (known != null) {
      known.find(bytes);
    }
  }

  synchronized void ended(String image) {
    ImageRecord known = working.remove(image);
    if (known != null && known.isMeasured()) {
      measuredAndEnded++;
      fetchedAndEnded += known.fetched();
      doneAndEnded += known.done();
    }
  }

  /** How far everything has got now. To be called by one thread, at intervals. */
  public synchronized ProgressState state() {
    long now = clock.getAsLong();
    Duration elapsed = Duration.ofNanos(now - begin);
    List<ImageRecord> measured = working.values().stream().filter(ImageRecord::isMeasured).toList();
    int unknown = Math.max(0, images - migrated - failed - measured.size());
    long fetched = fetched();
    long toFetch = fetchedAndEnded + measured.stream().mapToLong(ImageRecord::toFetch).sum();
    long done = doneAndEnded + measured.stream().mapToLong(ImageRecord::done).sum();
    long left = measured.stream().mapToLong(ImageRecord::left).sum();
    int known = measuredAndEnded + measured.size();
    if (known > 0) {
      left += Math.round((double) (done + left) / known * unknown);
      toFetch += Math.round((double) toFetch / known * unknown);
    }
    List<ImageProgress> rows = new ArrayList<>();
    working.values().forEach(image -> rows.add(image.progress()));
    return new ProgressState(
        images,
        migrated,
        failed,
        rows,
        fetched,
        toFetch,
        unknown > 0,
        rate(now, fetched),
        elapsed,
        forecast(Duration.ofNanos(now - firstBytes.orElse(now)), done, left),
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
