package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * What a machine of a forge has before a job begins: a home of its own, programs, and the archive
 * of a release.
 *
 * @param sha256 of the archive
 */
record Machine(Forge forge, Path folder, Path archive, String sha256) {

  static Machine of(Forge forge, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("tmp"));
    Path bin = Files.createDirectories(folder.resolve("release/longshore-1/bin"));
    Forge.program(bin.resolve("longshore"), "exec '" + forge.program().executable() + "' \"$@\"");
    Path archive = folder.resolve("release/longshore.tar.gz");
    Shell shell = forge.shell().at(folder.resolve("release"));
    shell.run("tar", "-czf", archive.toString(), "longshore-1");
    String sha256 = shell.run("sha256sum", archive.toString()).split(" ")[0];
    // The registry of the tests is on the loopback interface.
    Files.writeString(
        folder.resolve("home/.gitconfig"),
        "[annex \"security\"]\n\tallowed-ip-addresses = 127.0.0.1\n");
    return new Machine(forge, folder, archive, sha256);
  }

  Shell shell() {
    return forge
        .shell()
        .at(folder)
        .with("HOME", folder.resolve("home").toString())
        .with("XDG_CONFIG_HOME", folder.resolve("home/.config").toString())
        .with("TMPDIR", folder.resolve("tmp").toString())
        .with("PATH", forge.programs() + ":" + System.getenv("PATH"))
        .with("GIT_ALLOW_PROTOCOL", "file")
        .with("LONGSHORE_ARCHIVE", archive.toUri().toString())
        .with("LONGSHORE_SHA256", sha256);
  }

  /** Fails where a text has the token, as it is or as git is given it. */
  static void assertNoSecretIn(String text) {
    assertFalse(text.contains(Forge.TOKEN), text);
    for (String user : List.of("x-access-token:", "oauth2:")) {
      byte[] basic = (user + Forge.TOKEN).getBytes(StandardCharsets.UTF_8);
      assertFalse(text.contains(Base64.getEncoder().encodeToString(basic)), text);
    }
  }
}
