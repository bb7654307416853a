package io.longshore.oci.registry.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.longshore.oci.registry.http.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key ring that is locked, and asks somebody who is not there. */
class CredentialHelperTest {
  /** For a machine that is busy; whoever needs it has failed. */
  private static final int PATIENCE_MINUTES = 5;

  @TempDir private Path folder;
  private Path processes;
  private CredentialHelper helper;

  /** Deaf to SIGTERM, with a child that is too and holds the helper's standard output. */
  @BeforeEach
  void makeHelper() throws Exception {
    processes = folder.resolve("processes");
    assertEquals(0, new ProcessBuilder("mkfifo", processes.toString()).start().waitFor());
    Path program = folder.resolve("docker-credential-deaf");
    Files.writeString(
        program,
        """
        #!/bin/sh
        trap '' TERM
        sleep 500 &
        echo "$$ $!" >'%s'
        wait
        """
            .formatted(processes));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    helper = new CredentialHelper("deaf", Map.of("PATH", folder + ":" + System.getenv("PATH")));
  }

  private List<ProcessHandle> begun = List.of();

  @AfterEach
  void endAll() {
    begun.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitHelper() throws IOException {
    begun =
        List.of(Files.readString(processes).strip().split(" ")).stream()
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();
  }

  private void assertEnd() throws Exception {
    for (ProcessHandle process : begun) {
      process.onExit().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    }
    assertEquals(2, begun.size());
  }

  @Test
  void isNotWaitedForWhenItsTimeIsUp() throws Exception {
    CompletableFuture<IOException> outcome = ask(Duration.ZERO);
    assertInstanceOf(TransportException.TimedOut.class, outcomeOf(outcome));
  }

  @Test
  void isEndedWithItsChildrenWhenNobodyWaitsAnyMore() throws Exception {
    CompletableFuture<IOException> outcome = ask(Duration.ofMinutes(5));
    awaitHelper();
    asking.interrupt();
    assertEquals("interrupted", outcomeOf(outcome).getMessage());
    assertEnd();
  }

  private static IOException outcomeOf(CompletableFuture<IOException> outcome) throws Exception {
    return outcome.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  private Thread asking;

  private CompletableFuture<IOException> ask(Duration limit) {
    CompletableFuture<IOException> outcome = new CompletableFuture<>();
    asking =
        Thread.ofPlatform()
            .start(
                () ->
                    outcome.complete(
                        assertThrows(IOException.class, () -> helper.get("quay.io", limit))));
    return outcome;
  }
}
