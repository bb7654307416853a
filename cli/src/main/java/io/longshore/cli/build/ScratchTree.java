package io.longshore.cli.build;

import io.longshore.ground.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder for unpacked archives, made when it is needed and deleted with everything in it. */
final class ScratchTree implements AutoCloseable {
  private final Path place;
  private Optional<Path> folder = Optional.empty();

  /**
   * @param place a folder with enough space
   */
  ScratchTree(Path place) {
    this.place = place;
  }

  Path make() throws IOException {
    folder = Optional.of(Files.createTempDirectory(place, ".longshore-"));
    return folder.get();
  }

  @Override
  public void close() throws IOException {
    if (folder.isPresent()) {
      Folders.delete(folder.get());
    }
  }
}
