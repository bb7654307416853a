package io.longshore.collection.migrate.origin;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.collection.plan.Evidence;
import io.longshore.collection.plan.ImageOrigin;
import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Reference;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads origins from a table that a user has written, in UTF-8. Each line has the path of an image
 * or the name of its registration, a tab, and a reference to a registry with or without {@code
 * docker://}. Empty lines and lines that begin with {@code #} are skipped. A table with a wrong
 * line is refused as a whole.
 */
final class MappingSource implements OriginSource {
  private static final int MOST_TOLD = 10;

  private final Path file;
  private final DataladConfig configuration;
  private final Predicate<RepositoryPath> known;
  private final Map<RepositoryPath, Claim.Known> claims = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  private MappingSource(Path file, DataladConfig configuration, Predicate<RepositoryPath> known) {
    this.file = file;
    this.configuration = configuration;
    this.known = known;
  }

  /**
   * @param configuration has the names of registrations
   * @param known whether a path is an image of the dataset, or was one before it was migrated
   * @throws FailureException of kind DATASET if the file does not exist or has wrong lines, which
   *     the message names
   */
  static MappingSource read(Path file, DataladConfig configuration, Predicate<RepositoryPath> known)
      throws IOException {
    MappingSource source = new MappingSource(file, configuration, known);
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        source.add(line, number);
      }
    }
    source.refuseMistakes();
    return source;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new FailureException(
          FailureKind.MISSING,
          file.toString(),
          "is not there",
          "name a file with lines of IMAGE <tab> REFERENCE",
          e);
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8 text", "iconv --to-code UTF-8 it", e);
    }
  }

  private void add(String line, int number) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 2) {
      mistake(number, "has " + (fields.length - 1) + " tabs, not one");
      return;
    }
    Optional<RepositoryPath> image = image(fields[0].strip());
    Optional<Reference> reference = reference(fields[1].strip(), number);
    if (image.isEmpty()) {
      mistake(number, "'" + fields[0] + "' is neither an image of the dataset nor a registration");
    }
    if (image.isEmpty() || reference.isEmpty()) {
      return;
    }
    Claim.Known claim =
        new Claim.Known(
            reference.get(),
            new Evidence.MappingLine(
                image.get().value(), String.valueOf(file.getFileName()), number));
    Claim.Known earlier = claims.putIfAbsent(image.get(), claim);
    if (earlier != null && !earlier.reference().equals(claim.reference())) {
      mistake(number, image.get() + " is " + earlier.reference().asAsked() + " in an earlier line");
    }
  }

  private Optional<RepositoryPath> image(String name) {
    return RepositoryPath.find(name)
        .filter(known)
        .or(() -> configuration.registration(name).flatMap(Registration::imagePath).filter(known));
  }

  private Optional<Reference> reference(String text, int number) {
    try {
      if (ImageOrigin.parse(text) instanceof ImageOrigin.Registry(Reference reference)) {
        return Optional.of(reference);
      }
      mistake(number, "'" + text + "' is on no registry");
    } catch (IllegalArgumentException e) {
      mistake(number, e.getMessage());
    }
    return Optional.empty();
  }

  private void mistake(int line, String problem) {
    mistakes.add("line " + line + ": " + problem);
  }

  private void refuseMistakes() throws FailureException {
    if (!mistakes.isEmpty()) {
      int untold = mistakes.size() - MOST_TOLD;
      throw refused(
          file,
          String.join("; ", mistakes.subList(0, Math.min(MOST_TOLD, mistakes.size())))
              + (untold > 0 ? "; and " + untold + " more" : ""),
          "repair these lines; each is IMAGE <tab> REFERENCE",
          null);
    }
  }

  private static FailureException refused(
      Path file, String problem, @CompileTimeConstant String nextStep, Throwable cause) {
    return new FailureException(FailureKind.DATASET, file.toString(), problem, nextStep, cause);
  }

  @Override
  public Map<RepositoryPath, Claim> claims(List<UnmigratedImage> images) {
    Map<RepositoryPath, Claim> found = new HashMap<>();
    for (UnmigratedImage image : images) {
      Claim claim = claims.get(image.path());
      found.put(
          image.path(),
          claim != null ? claim : new Claim.Unknown("is not in " + file.getFileName()));
    }
    return found;
  }
}
