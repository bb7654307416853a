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
 * The folder with the packs. Only its owner may read it, because images may be private, and only
 * its owner may write to it, because whoever writes packs decides the content of images.
 */
record CacheFolder(PrivateFolder folder) {
  private static final String TAG = "CACHEDIR.TAG";

  /**
   * The content of CACHEDIR.TAG by the specification at https://bford.info/cachedir/, so that
   * backups skip the folder.
   */
  private static final String TAG_CONTENT =
      """
      Signature: 8a477f597d28d172789f06886806bc55
      # Compressed blocks of images, kept by Longshore. Deleting them costs time, nothing else.
      """;

  Path path() {
    return folder.path();
  }

  /**
   * Whether the folder exists.
   *
   * @throws io.longshore.ground.FailureException if the folder is not private
   */
  boolean exists() throws IOException {
    return folder.exists();
  }

  /**
   * Makes the folder if it is absent.
   *
   * @return whether the folder was absent
   * @throws io.longshore.ground.FailureException if the folder is not private
   * @throws IOException if the folder cannot be made
   */
  boolean prepare() throws IOException {
    if (folder.exists()) {
      return false;
    }
    folder.make();
    Files.write(path().resolve(TAG), TAG_CONTENT.getBytes(US_ASCII));
    return true;
  }

  /** The finished packs, the most recently used last; empty if there is no folder. */
  List<KeptFile> packs() throws IOException {
    return new KeptFiles(folder, PackWriter.FINISHED_NAME).list();
  }

  /** The packs that are being written or were left by a killed build. */
  List<KeptFile> unfinished() throws IOException {
    return new KeptFiles(folder, PackWriter.WRITING_NAME).list();
  }
}
