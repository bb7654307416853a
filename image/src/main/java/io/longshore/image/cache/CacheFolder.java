package io.longshore.image.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.longshore.ground.file.KeptFile;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder the packs lie in. Nobody but its owner may read it, for what is inside may be private,
 * or write to it, for who can do that decides what is in our images.
 */
record CacheFolder(PrivateFolder folder) {
  private static final String TAG = "CACHEDIR.TAG";

  /** What the specification at https://bford.info/cachedir/ asks for, so that backups skip it. */
  private static final String TAG_CONTENT =
      """
      Signature: 8a477f597d28d172789f06886806bc55
      # Compressed blocks of images, kept by Longshore. Deleting them costs time, nothing else.
      """;

  Path path() {
    return folder.path();
  }

  /** Whether it is there; a {@link io.longshore.ground.FailureException} if it is not private. */
  boolean exists() throws IOException {
    return folder.exists();
  }

  /**
   * Makes the folder if it is not there.
   *
   * @return whether it was not there
   * @throws io.longshore.ground.FailureException if it is not private
   * @throws IOException if it cannot be made
   */
  boolean prepare() throws IOException {
    if (folder.exists()) {
      return false;
    }
    folder.make();
    Files.write(path().resolve(TAG), TAG_CONTENT.getBytes(US_ASCII));
    return true;
  }

  /** Finished packs, those last of use at the end; none if there is no folder. */
  List<KeptFile> packs() throws IOException {
    return new KeptFiles(folder, PackWriter.FINISHED_NAME).list();
  }

  /** Packs being written, or left behind by a build that was killed. */
  List<KeptFile> unfinished() throws IOException {
    return new KeptFiles(folder, PackWriter.WRITING_NAME).list();
  }
}
