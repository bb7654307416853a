package io.longshore.cli.ci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** A file with which a forge does the regular work of a maintainer, such as the nightly update. */
public enum Workflow {
  GITHUB("github.yml", ".github/workflows/longshore.yml"),
  GITLAB("gitlab-ci.yml", ".gitlab-ci.yml");

  /** The address of the archive of a release, and the SHA-256 of the archive. */
  public record Release(String archive, String sha256) {
    // Allows no text that YAML or a shell would take for syntax of its own.
    private static final Pattern ARCHIVE = Pattern.compile("https://[A-Za-z0-9._~:/%+@-]+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException if a text is no address or no SHA-256; the message quotes
     *     the text
     */
    public Release {
      if (!ARCHIVE.matcher(archive).matches()) {
        throw new IllegalArgumentException(
            "'" + archive + "' is not the address of an archive, as https://HOST/longshore.tar.gz");
      }
      requireSha256(sha256);
    }

    /**
     * @return {@code text}
     * @throws IllegalArgumentException if the text is no SHA-256; the message quotes the text
     */
    public static String requireSha256(String text) {
      if (!SHA256.matcher(text).matches()) {
        throw new IllegalArgumentException("'" + text + "' is not a SHA-256: 64 digits 0-9a-f");
      }
      return text;
    }
  }

  private final String resource;
  private final String place;

  Workflow(String resource, String place) {
    this.resource = resource;
    this.place = place;
  }

  /** The path where the forge looks for the file, relative to the root of the dataset. */
  public String place() {
    return place;
  }

  public String text(Release release) {
    try (InputStream template = Workflow.class.getResourceAsStream(resource)) {
      return new String(template.readAllBytes(), UTF_8)
          .replace("@ARCHIVE@", release.archive())
          .replace("@SHA256@", release.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " of this program", e);
    }
  }
}
