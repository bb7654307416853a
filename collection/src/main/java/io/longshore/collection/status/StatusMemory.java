package io.longshore.collection.status;

import io.longshore.collection.Collection;
import io.longshore.dataset.git.GitRepository;
import io.longshore.ground.Digest;
import io.longshore.ground.concurrent.IoWork;
import io.longshore.ground.concurrent.Meanwhile;
import io.longshore.ground.file.KeptFiles;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps earlier surveys of collections, each in a file in the user's cache folder. A survey is used
 * again if all its inputs are unchanged: the commits of HEAD and of all branches named git-annex in
 * both repositories, the git configuration of both, and the program itself. While the journal of
 * git-annex has entries that its branch lacks, no survey is used or kept.
 *
 * <p>A file has the digest of the inputs, the digest of the survey, and the survey. Damaged files
 * are ignored, and so are failures to read or write a file.
 */
public final class StatusMemory {
  private static final int DIGEST_BYTES = 64;
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Pattern FILES = Pattern.compile("[0-9a-f]{64}|new\\.[0-9]+");

  private final PrivateFolder folder;
  private final String program;

  private StatusMemory(PrivateFolder folder, String program) {
    this.folder = folder;
    this.program = program;
  }

  /**
   * @param caches the folder of the user's caches, such as {@code ~/.cache}
   * @param program a text that differs between versions of the program that may give different
   *     surveys
   */
  public static StatusMemory in(Path caches, String program) {
    return new StatusMemory(folder(caches), program);
  }

  /**
   * The files in which surveys are remembered.
   *
   * @param caches as above
   */
  public static KeptFiles files(Path caches) {
    return new KeptFiles(folder(caches), FILES);
  }

  private static PrivateFolder folder(Path caches) {
    return PrivateFolder.below(caches, "longshore", "status");
  }

  StatusSurvey recall(GitRepository superdataset, IoWork<StatusSurvey> making) throws IOException {
    Optional<Digest> before = ground(superdataset);
    Path file = folder.path().resolve(name(superdataset));
    if (before.isPresent()) {
      Optional<StatusSurvey> known = read(file, before.get());
      if (known.isPresent()) {
        return known.get();
      }
    }
    StatusSurvey made = making.run();
    // If the inputs changed meanwhile, it is unknown whether the survey has the changes, so it is
    // not kept.
    if (before.isPresent() && before.equals(ground(superdataset))) {
      write(file, before.get(), made);
    }
    return made;
  }

  private static String name(GitRepository superdataset) {
    return digest(superdataset.root().toString()).hex();
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of all inputs of a survey; empty if they cannot be read. */
  private Optional<Digest> ground(GitRepository superdataset) throws IOException {
    Path imagesOci = Collection.IMAGES_OCI.in(superdataset.root());
    Meanwhile<Optional<List<String>>> other =
        Meanwhile.begin(
            "state of images-oci",
            () ->
                Files.exists(imagesOci.resolve(".git"))
                    ? state(GitRepository.at(imagesOci, superdataset.runner()))
                    : Optional.of(List.of("none")));
    Optional<List<String>> own = state(superdataset);
    Optional<List<String>> its = other.result();
    if (own.isEmpty() || its.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(List.of(program));
    all.addAll(own.get());
    all.addAll(its.get());
    return Optional.of(digest(String.join("\n", all)));
  }

  private static Optional<List<String>> state(GitRepository git) throws IOException {
    if (holdsFiles(git.commonFolder().resolve("annex/journal"))
        || holdsFiles(git.commonFolder().resolve("annex/journal-private"))) {
      return Optional.empty();
    }
    List<String> state = new ArrayList<>();
    state.add(git.root().toString());
    state.add(git.commonFolder().toString());
    state.add(git.configurationDigest().toString());
    state.addAll(git.tips("git-annex"));
    return Optional.of(state);
  }

  private static boolean holdsFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return files.iterator().hasNext();
    }
  }

  private Optional<StatusSurvey> read(Path file, Digest ground) {
    try {
      if (!folder.exists()) {
        return Optional.empty();
      }
      byte[] content = Files.readAllBytes(file);
      byte[] survey =
          Arrays.copyOfRange(content, Math.min(2 * DIGEST_BYTES, content.length), content.length);
      return Arrays.equals(head(ground, survey), 0, 2 * DIGEST_BYTES, content, 0, 2 * DIGEST_BYTES)
          ? Optional.of(SurveyFormat.read(survey))
          : Optional.empty();
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static byte[] head(Digest ground, byte[] survey) {
    return (ground.hex() + Digest.of(survey).hex()).getBytes(StandardCharsets.US_ASCII);
  }

  private void write(Path file, Digest ground, StatusSurvey survey) {
    try {
      folder.make();
      new KeptFiles(folder, FILES).forgetUnusedFor(KEPT);
      byte[] bytes = SurveyFormat.write(survey);
      byte[] head = head(ground, bytes);
      byte[] content = Arrays.copyOf(head, head.length + bytes.length);
      System.arraycopy(bytes, 0, content, head.length, bytes.length);
      folder.write(file, content);
    } catch (IOException e) {
      // The survey is not kept, so that the next status takes as long as this one.
    }
  }
}
