package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnexAnswersTest {
  private static final Command WHEREIS = Command.of(Path.of("/"), "git", "annex", "whereis");
  private static final AnnexKey FIRST = AnnexKey.parse("MD5-s1--" + "0".repeat(32));
  private static final AnnexKey SECOND = AnnexKey.parse("MD5-s1--" + "1".repeat(32));
  private static final String NOTICE =
      """

        Detected a filesystem where Sqlite does not work.

        {braces} in a notice, or {"no": "key"}
      {"key": 1}
      {"half": \
      """;

  private static CommandResult output(String text) {
    return new CommandResult(0, text.getBytes(StandardCharsets.UTF_8), "");
  }

  private static String answer(AnnexKey key) {
    return "{\"key\":\"" + key + "\",\"success\":true}\n";
  }

  @Test
  void noticesAreTheAnswersOfNoKey() throws IOException {
    CommandResult result =
        output(NOTICE + "\n" + answer(FIRST) + NOTICE + "\n" + answer(SECOND) + "the end\n");
    assertEquals(
        List.of(FIRST.toString(), SECOND.toString()),
        AnnexAnswers.objects(WHEREIS, result, Set.of(FIRST, SECOND)).stream()
            .map(object -> object.path("key").asString())
            .toList());
  }

  @Test
  void aKeyWithoutAnAnswerIsAFailureWithTheWordsOfGitAnnex() {
    FailureException failure =
        assertThrows(
            FailureException.class,
            () ->
                AnnexAnswers.objects(
                    WHEREIS, output(NOTICE + "\n" + answer(FIRST)), Set.of(FIRST, SECOND)));
    assertEquals(FailureKind.TOOL, failure.kind());
    assertTrue(failure.problem().contains(SECOND.toString()), failure::problem);
    assertTrue(failure.problem().contains("Sqlite does not work"), failure::problem);
  }

  @Test
  void aKeyIsFoundAmongNotices() throws IOException {
    assertEquals(FIRST, AnnexAnswers.key(WHEREIS, output(NOTICE + "\n" + FIRST)));
  }

  @Test
  void withoutAKeyTheNoticesAreTold() {
    FailureException failure =
        assertThrows(
            FailureException.class, () -> AnnexAnswers.key(WHEREIS, output(NOTICE + "\n")));
    assertTrue(failure.problem().contains("Sqlite does not work"), failure::problem);
  }
}
