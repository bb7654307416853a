package io.longshore.cli.progress;

import io.longshore.cli.output.Messages;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Shows the state of a board on its own thread while work goes on: a block of lines on a terminal,
 * otherwise a line with the time at intervals; and events for programs.
 */
public final class ProgressDisplay implements AutoCloseable {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration FIRST_LINE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
  private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(5);

  private final Messages messages;
  private final ProgressBoard board;
  private final IntSupplier width;
  private final boolean plainLines;
  private final Thread thread;
  private Duration nextLine = FIRST_LINE;
  private Duration nextEvent = BETWEEN_EVENTS;

  private ProgressDisplay(
      Messages messages, ProgressBoard board, IntSupplier width, boolean plainLines) {
    this.plainLines = plainLines;
    this.messages = messages;
    this.board = board;
    this.width = width;
    this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::run);
  }

  /**
   * @param width gives the width of the terminal in columns, before each drawing
   * @param plainLines whether lines are printed if there is no terminal
   */
  public static ProgressDisplay start(
      Messages messages, ProgressBoard board, IntSupplier width, boolean plainLines) {
    ProgressDisplay display = new ProgressDisplay(messages, board, width, plainLines);
    display.thread.start();
    return display;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(REDRAW);
        show(board.state());
      }
    } catch (InterruptedException e) {
      // The work has ended.
    }
  }

  private void show(ProgressState state) {
    if (state.images() == 0 && state.working().isEmpty() && state.notices().isEmpty()) {
      return;
    }
    if (messages.showsProgress()) {
      int columns = width.getAsInt();
      messages.progress(ProgressView.block(state, columns), columns);
    } else if (plainLines && state.elapsed().compareTo(nextLine) >= 0) {
      messages.info(
          LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + ProgressView.line(state));
      nextLine = state.elapsed().plus(BETWEEN_LINES);
    }
    if (state.elapsed().compareTo(nextEvent) >= 0) {
      messages.event(event(state));
      nextEvent = state.elapsed().plus(BETWEEN_EVENTS);
    }
  }

  static Map<String, Object> event(ProgressState state) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "progress");
    event.put("images", state.images());
    event.put("migrated", state.migrated());
    event.put("failed", state.failed());
    event.put("fetched_bytes", state.fetched());
    event.put("layer_bytes_here", state.layerBytesHere());
    event.put("layer_bytes", state.layerBytes());
    event.put("layer_bytes_guessed", state.layerBytesGuessed());
    event.put("bytes_per_second", Math.round(state.fetchRate()));
    event.put("seconds", state.elapsed().toMillis() / 1000.0);
    state.left().ifPresent(left -> event.put("seconds_left", left.toSeconds()));
    event.put("working", state.working().stream().map(ProgressDisplay::event).toList());
    event.put("notices", List.copyOf(state.notices()));
    return event;
  }

  private static Map<String, Object> event(ImageProgress image) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("image", image.name());
    event.put("step", StepNames.of(image.step()));
    event.put("bytes", image.done());
    event.put("of_bytes", image.total());
    return event;
  }

  /** Ends the thread and removes the block. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    messages.endProgress();
  }
}
