package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.cli.session.TemporaryPlaces;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Chooses the folder in which the native compressors are unpacked. The libraries are loaded from
 * there a moment later. So the folder is made for this run, nobody else can write to it whatever
 * the umask is, nobody else can replace it, and its file system is not mounted noexec.
 */
final class NativeLibraries {
  /** The property of aircompressor, which unpacks libdeflate at its first use. */
  private static final String FOLDER_PROPERTY = "aircompressor.tmpdir";

  /** The property of zstd-jni. */
  private static final String ZSTD_FOLDER_PROPERTY = "ZstdTempFolder";

  private static final String ABSENT = "/nonexistent";

  private static final String OFF_PROPERTY = "io.airlift.compress.v3.disable-native";

  private static boolean chosen;

  private NativeLibraries() {}

  /**
   * Sets the first suitable folder; a second call does nothing. {@code LONGSHORE_TMPDIR} is tried
   * first, then {@code TMPDIR} or {@code /tmp}. Some clusters mount these noexec. Then the folders
   * of this session and of this user, {@code /var/tmp} and {@code /dev/shm} are tried.
   */
  static synchronized void useFolderOfThisRun() {
    if (!chosen) {
      chosen = true;
      chooseFolder(() -> Messages.ofProcess(false, false, false));
    }
  }

  /**
   * @param messages called only if a folder is skipped and the reason has to be reported
   */
  private static void chooseFolder(Supplier<Messages> messages) {
    Optional<Path> chosen = Optional.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of);
    Optional<Path> folder =
        makeFolder(chosen, TemporaryPlaces.of(System.getenv()), Mounts.ofProcess(), messages);
    if (folder.isPresent()) {
      // Files put into the folder later are deleted before it.
      folder.get().toFile().deleteOnExit();
      System.setProperty(FOLDER_PROPERTY, folder.get().toString());
      System.setProperty(ZSTD_FOLDER_PROPERTY, folder.get().toString());
    } else {
      System.setProperty(OFF_PROPERTY, "true");
      System.setProperty(ZSTD_FOLDER_PROPERTY, ABSENT);
    }
  }

  /**
   * Makes a new folder in the first suitable place. The user's choice, and a place in which others
   * could replace the folder, are skipped with a warning; other places are skipped silently.
   *
   * @param others places tried after {@code chosen}, in this order
   */
  static Optional<Path> makeFolder(
      Optional<Path> chosen, List<Path> others, Mounts mounts, Supplier<Messages> messages) {
    Stream<Path> places = Stream.concat(chosen.stream(), others.stream());
    for (Path place : places.map(Path::toAbsolutePath).distinct().toList()) {
      Optional<String> reason = Optional.empty();
      boolean said = chosen.map(Path::toAbsolutePath).equals(Optional.of(place));
      try {
        PrivateFolder.requireTrusted(place);
        if (mounts.letProgramsRunIn(place)) {
          return Optional.of(Files.createTempDirectory(place, TemporaryPlaces.PREFIX));
        }
        reason = Optional.of("no program may be run there (mounted noexec)");
      } catch (FailureException e) {
        said = true;
        reason = Optional.of(e.subject() + " " + e.problem());
      } catch (IOException e) {
        reason = Optional.of("no folder can be made there");
      }
      if (said) {
        messages
            .get()
            .problem(
                "warning: native libraries are not unpacked in " + place + ": " + reason.get());
      }
    }
    return Optional.empty();
  }
}
