package io.longshore.dataset.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RefNameTest {
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
            "a", "master", "@", "{", ".", ".", "..", "/", "/", ".lock", "lock", "-", "~", "^", ":",
            "?", "*", "[", "\\", " ", "\t", "\n", "\u007f", "\"", "\u0001", "ä", "\u202e", "😀")
        .list()
        .ofMaxSize(5)
        .map(pieces -> "refs/heads/" + String.join("", pieces));
  }

  @Property(tries = 200)
  void whatGitRefusesIsRefusedAndNothingElse(@ForAll("names") String name) throws IOException {
    int exitCode =
        new LocalCommandRunner()
            .run(TypedCommand.of(Path.of("/"), "git", "check-ref-format", name).accepting(0, 1))
            .exitCode();
    assertEquals(exitCode == 0, RefName.isBranch(name));
  }

  @Example
  void otherRefsAreNoBranches() {
    assertFalse(RefName.isBranch("refs/tags/a"));
    assertFalse(RefName.isBranch("refs/heads"));
    assertFalse(RefName.isBranch("master"));
    assertFalse(RefName.isBranch("refs/heads/\ud800"));
  }
}
