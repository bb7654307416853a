package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.annex.RemoteVerification.Question;
import io.longshore.dataset.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteVerificationTest {
  private static final String UUID = KnownRemotes.DATALAD.toString();
  private static final List<String> ASKED =
      List.of(
          "This is the configuration of the remote:",
          "\ttype=external externaltype=datalad autoenable=true encryption=none",
          "",
          "Is this a location that you expected to be using?",
          "If so, run:  git-annex verifyremote datalad --safe 3",
          "If not, run: git-annex verifyremote datalad --unsafe");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "remote.lab.annex-verified, automatic, lab",
    "remote.lab.annex-verified, manual, lab",
    "remote.lab.annex-verified, verified, ''",
    "remote.cf13d535-b47c-5df6-8590-0793cb08a90a.annex-verified, manual, lab",
    "remote.other.annex-verified, manual, ''",
    "remote.lab.annex-cost, 100.0, ''"
  })
  void whatGitAnnexWroteDownIsRead(String key, String value, String missing) throws IOException {
    GitRepository git = new Scratch(folder.toRealPath()).repository("clone");
    git.configure("remote.lab.annex-uuid", UUID);
    git.configure(key, value);
    assertEquals(Stream.of(missing).filter(name -> !name.isEmpty()).toList(), missing(git));
  }

  @Test
  void oneThatHasBeenVerifiedIsNoMoreMissingByItsIdentity() throws IOException {
    GitRepository git = new Scratch(folder.toRealPath()).repository("clone");
    git.configure("remote.lab.annex-uuid", UUID);
    git.configure("remote." + UUID + ".annex-verified", "manual");
    git.configure("remote.lab.annex-verified", "verified");
    assertEquals(List.of(), missing(git));
  }

  private static List<String> missing(GitRepository git) throws IOException {
    return RemoteVerification.missing(git);
  }

  @Test
  void theQuestionTellsParametersAndWhatStandsForThem() {
    Question question = Question.parse(ASKED).orElseThrow();
    assertEquals("3", question.id());
    assertTrue(DataladRemote.isWhatWeMake(question.parameters()));
  }

  @Test
  void aQuestionInTheQuestionIsNone() {
    for (String more : List.of("\ttype=external", ASKED.get(4))) {
      List<String> lines = Stream.concat(ASKED.stream(), Stream.of(more)).toList();
      assertEquals(Optional.empty(), Question.parse(lines));
    }
    assertEquals(Optional.empty(), Question.parse(List.of("There have been no changes")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=external externaltype=other encryption=none",
        "type=directory directory=/home/me externaltype=datalad",
        "type=external externaltype=datalad url=https://x.example",
        "type=external externaltype=datalad encryption=shared",
        "externaltype=datalad"
      })
  void whatCouldHaveAPlaceOfItsOwnIsLeftToPeople(String parameters) {
    assertFalse(DataladRemote.isWhatWeMake(List.of(parameters.split(" "))));
  }
}
