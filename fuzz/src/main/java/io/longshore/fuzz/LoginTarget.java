package io.longshore.fuzz;

import io.longshore.oci.Reference;
import io.longshore.oci.registry.RegistryInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks for a login in a file of credentials. The file may have any content, which is never an
 * error.
 */
public final class LoginTarget {
  private static final Reference REFERENCE = Reference.parse("a.io/lab/tool:1");
  private static final Seed SOUND = JsonSeeds.logins().getFirst();
  private static final Path FILE = file();

  private LoginTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FILE, JsonEdits.document(input, SOUND));
    for (String trouble : RegistryInputs.troubleWithLogin(FILE, REFERENCE)) {
      Expectation.holds(!trouble.isBlank(), "trouble without a word");
      Expectation.holds(
          !trouble.contains(JsonSeeds.SECRET), "trouble that tells a secret: " + trouble);
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("longshore-fuzz", ".json");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
