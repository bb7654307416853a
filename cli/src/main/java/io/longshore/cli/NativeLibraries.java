package io.longshore.cli;

import io.longshore.cli.output.Messages;
import io.longshore.ground.FailureException;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the native compressors are unpacked. They are loaded from there a moment later, so it is a
 * folder of this run that nobody else can write to, whatever the umask, in one where nobody else
 * can exchange it.
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
   * Has them unpacked in {@code LONGSHORE_TMPDIR}, else in {@code TMPDIR}, else in {@code /tmp};
   * called again, it does nothing.
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
    List<Path> places =
        Stream.of(System.getProperty(FOLDER_PROPERTY), System.getProperty("java.io.tmpdir"), "/tmp")
            .filter(Objects::nonNull)
            .map(Path::of)
            .toList();
    Optional<Path> folder = makeFolder(places, messages);
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

  /** A new folder in the first of {@code places} that will do. */
  static Optional<Path> makeFolder(List<Path> places, Supplier<Messages> messages) {
    for (Path place : places.stream().map(Path::toAbsolutePath).distinct().toList()) {
      try {
        PrivateFolder.requireTrusted(place);
        return Optional.of(Files.createTempDirectory(place, "longshore-"));
      } catch (IOException e) {
        messages
            .get()
            .problem(
                "warning: native libraries are not unpacked in "
                    + place
                    + ": "
                    + (e instanceof FailureException known
                        ? known.subject() + " " + known.problem()
                        : "no folder can be made there"));
      }
    }
    return Optional.empty();
  }
}
