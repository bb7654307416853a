package io.longshore.cli.ci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** A file that has a forge or a machine do every night what a maintainer would. */
public enum Workflow {
  GITHUB("github.yml", ".github/workflows/longshore.yml"),
  GITLAB("gitlab-ci.yml", ".gitlab-ci.yml");

  /** Where a release can be fetched, and what it is to be. */
  public record Release(String archive, String sha256) {
    // Nothing that YAML or a shell would read as its own.
    private static final Pattern ARCHIVE = Pattern.compile("https://[A-Za-z0-9._~:/%+@-]+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException for what is no address or no SHA-256; the message quotes it
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
     * @throws IllegalArgumentException if it is no SHA-256; the message quotes it
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

  /** Where the forge looks for it, relative to the root of the dataset. */
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
