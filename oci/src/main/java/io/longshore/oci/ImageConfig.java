package io.longshore.oci;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of an image: facts about the image and how it is run.
 *
 * @param platform empty if the config names none, as in very old images
 * @param created the time at which the image was built
 * @param environment {@code NAME=value}, in order
 * @param user {@code name|uid[:group|gid]}; empty for root
 * @param workingDirectory empty for the root directory
 * @param diffIds digests of the uncompressed layers, lowest first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">OCI image
 *     specification, Image Configuration</a>
 */
public record ImageConfig(
    Optional<Platform> platform,
    Optional<Instant> created,
    List<String> environment,
    List<String> entrypoint,
    List<String> command,
    String user,
    String workingDirectory,
    Map<String, String> labels,
    List<Digest> diffIds) {

  public ImageConfig {
    environment = List.copyOf(environment);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    diffIds = List.copyOf(diffIds);
  }

  /**
   * Reads a config of at most 4 MiB. An entrypoint of one empty word counts as none, and so does
   * such a command if there is no entrypoint.
   *
   * @param subject the image as the user knows it, for messages
   * @throws FailureException of kind {@link FailureKind#MALFORMED}
   */
  public static ImageConfig parse(byte[] bytes, String subject) throws FailureException {
    JsonDocument document = JsonDocument.parse(bytes, subject);
    JsonDocument config = document.optionalObject("config").orElse(JsonDocument.empty(subject));
    List<String> entrypoint = unlessOneEmptyWord(config.words("Entrypoint"));
    List<String> command = config.words("Cmd");
    return new ImageConfig(
        document.platform(),
        created(document),
        config.strings("Env"),
        entrypoint,
        entrypoint.isEmpty() ? unlessOneEmptyWord(command) : command,
        config.optionalString("User").orElse(""),
        config.optionalString("WorkingDir").orElse(""),
        config.stringMap("Labels"),
        diffIds(document.object("rootfs")));
  }

  /**
   * Checks that there is one diffID for each layer.
   *
   * @throws FailureException of kind {@link FailureKind#MALFORMED}
   */
  public void checkAgainst(Manifest manifest, String subject) throws FailureException {
    if (diffIds.size() != manifest.layers().size()) {
      throw JsonDocument.empty(subject)
          .malformed(
              "has "
                  + manifest.layers().size()
                  + " layers, but its config has "
                  + diffIds.size()
                  + " diff_ids");
    }
  }

  /**
   * Checks that the image runs on {@code wanted}. An image that names no platform passes.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}
   */
  public void checkPlatform(Platform wanted, String subject) throws FailureException {
    if (platform.isPresent() && !platform.get().runsOn(wanted)) {
      throw new FailureException(
          FailureKind.UNSUPPORTED,
          subject,
          "has no image for " + wanted + "; available: " + platform.get(),
          "choose that with --platform");
    }
  }

  /** A Dockerfile removes the entrypoint of its base image by {@code ENTRYPOINT [""]}. */
  private static List<String> unlessOneEmptyWord(List<String> words) {
    return words.equals(List.of("")) ? List.of() : words;
  }

  private static Optional<Instant> created(JsonDocument document) throws FailureException {
    Optional<String> text = document.optionalString("created").filter(t -> !t.isEmpty());
    try {
      return text.map(t -> OffsetDateTime.parse(t).toInstant());
    } catch (DateTimeException e) {
      throw document.malformed("has a bad created time: '" + text.orElse("") + "'");
    }
  }

  private static List<Digest> diffIds(JsonDocument rootfs) throws FailureException {
    String type = rootfs.optionalString("type").orElse("");
    if (!type.equals("layers") && !type.isEmpty()) {
      throw rootfs.malformed("has a rootfs of type '" + type + "' instead of 'layers'");
    }
    List<Digest> diffIds = new ArrayList<>();
    for (String text : rootfs.strings("diff_ids")) {
      diffIds.add(rootfs.digest(text, "diff_ids"));
    }
    return diffIds;
  }
}
