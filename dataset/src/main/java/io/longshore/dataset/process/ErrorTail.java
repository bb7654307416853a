package io.longshore.dataset.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Drains a child's standard error on a thread of its own, so that a child with much output never
 * blocks. Keeps the last 16 KiB.
 */
final class ErrorTail {
  private static final int CAPACITY = 16 << 10;

  private final byte[] ring = new byte[CAPACITY];
  private final Thread thread;
  private long total;

  ErrorTail(InputStream errors, String name) {
    thread = Thread.ofPlatform().daemon().name("stderr of " + name).start(() -> drain(errors));
  }

  private void drain(InputStream errors) {
    byte[] buffer = new byte[4096];
    try (errors) {
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        append(buffer, n);
      }
    } catch (IOException e) {
      append("(standard error ended early)".getBytes(StandardCharsets.UTF_8), 28);
    }
  }

  private synchronized void append(byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (total++ % CAPACITY)] = buffer[i];
    }
  }

  /**
   * Waits for the end of standard error, at most a second, because a grandchild that inherited the
   * pipe may outlive the child.
   */
  String finish() {
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text();
  }

  synchronized String text() {
    int size = (int) Math.min(total, CAPACITY);
    byte[] tail = new byte[size];
    for (int i = 0; i < size; i++) {
      tail[i] = ring[(int) ((total - size + i) % CAPACITY)];
    }
    return new String(tail, StandardCharsets.UTF_8);
  }
}
