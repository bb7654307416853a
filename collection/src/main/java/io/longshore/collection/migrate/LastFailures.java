package io.longshore.collection.migrate;

import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.SharedMode;
import io.longshore.ground.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The failures of earlier runs in this clone, in {@code failures.jsonl} below the git folder: one
 * {@link LastFailure} for each line. The line of an image is removed when the image is migrated;
 * without failures there is no file. Only the holder of the dataset's lock writes the file.
 */
public final class LastFailures {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final SharedMode mode;

  /** The file gets the mode that the umask gives. */
  public LastFailures(Path file) {
    this(file, SharedMode.PRIVATE);
  }

  /**
   * @param mode the mode of the file
   */
  public LastFailures(Path file, SharedMode mode) {
    this.file = file;
    this.mode = mode;
  }

  public static LastFailures in(GitRepository superdataset) {
    return new LastFailures(
        superdataset.workPlace().resolve("failures.jsonl"), superdataset.sharedMode());
  }

  /**
   * The failures by recipe. Unreadable lines are ignored, because the file is for information only.
   */
  public SequencedMap<String, LastFailure> read() throws IOException {
    SequencedMap<String, LastFailure> failures = new TreeMap<>();
    String text;
    try {
      // Invalid UTF-8 is replaced and does not stop the command.
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return failures;
    }
    text.lines()
        .flatMap(line -> parse(line).stream())
        .forEach(failure -> failures.put(failure.recipe(), failure));
    return failures;
  }

  private static Optional<LastFailure> parse(String line) {
    try {
      return Optional.ofNullable(JSON.readValue(line, LastFailure.class))
          .filter(LastFailures::isWhole);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(LastFailure failure) {
    return Stream.of(
            failure.recipe(),
            failure.kind(),
            failure.subject(),
            failure.problem(),
            failure.nextStep(),
            failure.at())
        .allMatch(Objects::nonNull);
  }

  /** Records a failure, in place of an earlier failure of the same recipe. */
  public void add(LastFailure failure) throws IOException {
    Map<String, LastFailure> all = read();
    all.put(failure.recipe(), failure);
    write(all);
  }

  public void remove(String recipe) throws IOException {
    Map<String, LastFailure> all = read();
    if (all.remove(recipe) != null) {
      write(all);
    }
  }

  private void write(Map<String, LastFailure> all) throws IOException {
    if (all.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    StringBuilder lines = new StringBuilder();
    all.values().forEach(failure -> lines.append(JSON.writeValueAsString(failure)).append('\n'));
    mode.makeFolders(file.getParent());
    DurableFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8), mode::applyTo);
  }
}
