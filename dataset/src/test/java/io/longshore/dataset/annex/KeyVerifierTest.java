package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVerifierTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"MD5E", "MD5", "SHA1E", "SHA224", "SHA256", "SHA256E", "SHA384", "SHA512E"})
  void agreesWithGitAnnex(String backend) throws IOException {
    LocalCommandRunner runner = new LocalCommandRunner();
    runner.run(TypedCommand.of(folder, "git", "init", "--quiet"));
    runner.run(TypedCommand.of(folder, "git", "annex", "init", "--quiet"));
    Path file = folder.resolve("image--1.2.3.sif");
    Files.writeString(file, "an image");
    AnnexKey key =
        AnnexKey.parse(
            runner
                .run(
                    TypedCommand.of(
                        folder, "git", "annex", "calckey", "--backend=" + backend, file.toString()))
                .text());
    KeyVerifier verifier = KeyVerifier.of(key).orElseThrow();
    assertEquals(Optional.empty(), difference(verifier, "an image"));
    assertTrue(difference(verifier, "an Image").orElseThrow().contains("; its key says"));
    assertEquals(Optional.of("has 9 bytes; its key says 8"), difference(verifier, "an image."));
  }

  @Test
  void saysNothingOfKeysThatAreNoHash() {
    assertTrue(KeyVerifier.of(AnnexKey.parse("WORM-s8-m1600000000--image.sif")).isEmpty());
    assertTrue(KeyVerifier.of(AnnexKey.parse("URL--https&c%%example.org%image")).isEmpty());
  }

  private static Optional<String> difference(KeyVerifier verifier, String content)
      throws IOException {
    return verifier.difference(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }
}
