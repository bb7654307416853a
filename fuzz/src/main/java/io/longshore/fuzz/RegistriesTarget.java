package io.longshore.fuzz;

import io.longshore.ground.FailureException;
import io.longshore.oci.Reference;
import io.longshore.oci.registry.RegistryInputs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.HttpUrl;

/** Reads {@code registries.conf} and looks up the endpoints of some images. */
public final class RegistriesTarget {
  private static final List<Reference> REFERENCES =
      List.of(
          Reference.parse("a.io/lab/tool:1"),
          Reference.parse("busybox"),
          Reference.parse("x.b.io:5000/c@sha256:" + "0".repeat(64)));

  private static final Path FILE = file();

  private RegistriesTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FILE, input);
    for (Reference reference : REFERENCES) {
      try {
        List<URI> places = RegistryInputs.places(FILE, reference);
        Expectation.holds(!places.isEmpty(), "no place for " + reference);
        for (URI place : places) {
          Expectation.holds(
              HttpUrl.parse(place.toString()) != null, "a place without a host: " + place);
        }
      } catch (FailureException refusal) {
        Expectation.isHelpful(refusal);
      }
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("longshore-fuzz", ".conf");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
