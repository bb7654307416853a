package io.longshore.dataset.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchProcessTest {
  @TempDir Path folder;

  private BatchProcess start(String script) throws IOException {
    return start(script, Duration.ofMinutes(5));
  }

  private BatchProcess start(String script, Duration limit) throws IOException {
    return new LocalCommandRunner()
        .start(TypedCommand.of(folder, "sh", "-c", script).withTimeLimit(limit));
  }

  @Test
  void everyRequestGetsItsAnswer() throws IOException {
    try (BatchProcess echo = start("cat")) {
      assertEquals("one", echo.ask("one"));
      assertEquals("zwölf ☂", echo.ask("zwölf ☂"));
      echo.send("bytes");
      assertArrayEquals("bytes\n".getBytes(StandardCharsets.US_ASCII), echo.readBytes(6));
    }
  }

  @Test
  void requestsOfSeveralThreadsKeepTheirAnswers() throws Exception {
    try (BatchProcess echo = start("cat");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 200)
              .mapToObj(i -> threads.submit(() -> echo.ask("request " + i)))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertEquals("request " + i, get(answers.get(i)));
      }
    }
  }

  private static String get(Future<String> answer) throws InterruptedException, ExecutionException {
    return answer.get();
  }

  @Test
  void aRequestOfTwoLinesIsRefused() throws IOException {
    try (BatchProcess echo = start("cat")) {
      assertThrows(FailureException.class, () -> echo.send("a\nb"));
    }
  }

  @Test
  void whatAProgramSaysBesideItsAnswersIsPassedOver() throws IOException {
    try (BatchProcess talkative =
        start("while read l; do printf '\\n  By the way\\n\\n'; echo \"$l ok\"; done")) {
      assertEquals("one ok", talkative.ask("one", line -> line.endsWith(" ok")));
      assertEquals("two ok", talkative.ask("two", line -> line.endsWith(" ok")));
      assertTrue(talkative.errors().contains("By the way"), talkative::errors);
    }
  }

  @Test
  void whatAProgramSaidInsteadOfAnAnswerIsInTheFailure() throws IOException {
    BatchProcess rude = start("read line; echo 'a disk is missing'; exit 1");
    FailureException failure =
        assertThrows(FailureException.class, () -> rude.ask("hello", line -> line.equals("ok")));
    assertTrue(failure.problem().contains("a disk is missing"), failure::problem);
    assertThrows(FailureException.class, rude::close);
  }

  @Test
  void aProgramThatNeverStopsTalkingIsEnded() throws IOException {
    BatchProcess endless = start("read line; yes");
    assertThrows(FailureException.class, () -> endless.ask("hello", line -> line.equals("ok")));
    assertThrows(FailureException.class, endless::close);
  }

  @Test
  void aProgramThatEndsInsteadOfAnsweringIsReportedWithItsLastWords() throws IOException {
    BatchProcess rude = start("read line; echo 'not today' >&2; exit 1");
    FailureException failure = assertThrows(FailureException.class, () -> rude.ask("hello"));
    assertTrue(failure.problem().contains("not today"), failure::problem);
    assertThrows(FailureException.class, rude::close);
  }

  @Test
  void aProgramThatNeverAnswersIsEnded() throws IOException {
    BatchProcess silent = start("exec sleep 300", Duration.ofSeconds(2));
    FailureException failure = assertThrows(FailureException.class, () -> silent.ask("hello"));
    assertTrue(failure.problem().contains("within 2 s"), failure::problem);
    assertThrows(FailureException.class, silent::close);
  }

  @Test
  void closingReportsAFailureThatShowsOnlyAtTheEnd() throws IOException {
    BatchProcess process = start("cat; exit 5");
    assertEquals("x", process.ask("x"));
    FailureException failure = assertThrows(FailureException.class, process::close);
    assertTrue(failure.problem().contains("exit code 5"), failure::problem);
    process.close();
  }
}
