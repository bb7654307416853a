package io.longshore.ground.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file, or a folder with all that is in it, that can be had again when it is deleted.
 *
 * @param size in bytes
 * @param lastUse when it was last written, or of use
 */
public record KeptFile(Path path, long size, Instant lastUse) {

  /**
   * A file, or a folder with all that is in it. The last use is the youngest time of modification
   * among them.
   *
   * @return empty if another process removes some of it meanwhile
   */
  public static Optional<KeptFile> measured(Path file) throws IOException {
    try (Stream<Path> all = Files.walk(file)) {
      long size = 0;
      Instant lastUse = Instant.EPOCH;
      for (Path each : all.toList()) {
        BasicFileAttributes attributes =
            Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        size += attributes.isRegularFile() ? attributes.size() : 0;
        Instant time = attributes.lastModifiedTime().toInstant();
        lastUse = time.isAfter(lastUse) ? time : lastUse;
      }
      return Optional.of(new KeptFile(file, size, lastUse));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return Optional.empty();
      }
      throw e.getCause();
    }
  }
}
