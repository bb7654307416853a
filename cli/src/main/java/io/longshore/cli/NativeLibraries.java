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
 * Where the native compressors are unpacked. They are loaded from there a moment later, so it is a
 * folder of this run that nobody else can write to, whatever the umask, in one where nobody else
 * can exchange it and where the system lets programs be run.
 */
final class NativeLibraries {
  /** Of aircompressor, which unpacks libdeflate when it is first needed. */
  private static final String FOLDER_PROPERTY = "aircompressor.tmpdir";

  /** The same of zstd-jni. */
  private static final String ZSTD_FOLDER_PROPERTY = "ZstdTempFolder";

  private static final String ABSENT = "/nonexistent";

  private static final String OFF_PROPERTY = "io.airlift.compress.v3.disable-native";

  private static boolean chosen;

  private NativeLibraries() {}

  /**
   * Has them unpacked in the first place that will do; called again, it does nothing. {@code
   * LONGSHORE_TMPDIR} comes before {@code TMPDIR} and {@code /tmp}; some clusters mount these so
   * that nothing in them can be run, and there the folders of this session and of this user, {@code
   * /var/tmp} and {@code /dev/shm} are tried.
   */
  static synchronized void useFolderOfThisRun() {
    if (!chosen) {
      chosen = true;
      chooseFolder(() -> Messages.ofProcess(false, false, false));
    }
  }

  /**
   * @param messages asked for if there is something to say: why a place is passed over
   */
  private static void chooseFolder(Supplier<Messages> messages) {
    Optional<Path> chosen = Optional.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of);
    Optional<Path> folder =
        makeFolder(chosen, TemporaryPlaces.of(System.getenv()), Mounts.ofProcess(), messages);
    if (folder.isPresent()) {
      // What is put into it later is deleted before it.
      folder.get().toFile().deleteOnExit();
      System.setProperty(FOLDER_PROPERTY, folder.get().toString());
      System.setProperty(ZSTD_FOLDER_PROPERTY, folder.get().toString());
    } else {
      System.setProperty(OFF_PROPERTY, "true");
      System.setProperty(ZSTD_FOLDER_PROPERTY, ABSENT);
    }
  }

  /**
   * A new folder in the first place that will do. That of the user's choice is passed over with a
   * warning, and so is one that others could exchange; others are passed over in silence.
   *
   * @param others tried after {@code chosen}, in this order
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
