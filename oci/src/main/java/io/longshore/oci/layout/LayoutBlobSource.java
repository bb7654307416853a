package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.oci.BlobSource;
import io.longshore.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The blobs of an image layout, annexed or not. */
public final class LayoutBlobSource implements BlobSource {
  /** A pointer file of git-annex is at most this long. Larger files are not examined. */
  private static final int MAX_POINTER_BYTES = 32 << 10;

  private static final String POINTER_START = "/annex/objects/";

  private final Path layout;

  public LayoutBlobSource(Path layout) {
    this.layout = layout;
  }

  /**
   * @throws FailureException of kind {@link FailureKind#MISSING} if the blob, or the content of an
   *     annexed blob, is missing; {@link FailureKind#MALFORMED} if the file has another size
   */
  @Override
  public InputStream open(Descriptor descriptor) throws IOException {
    Path file = LayoutPaths.blob(layout, descriptor.digest());
    long size;
    try {
      size = Files.size(file);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // In a submodule that git-annex has not initialised yet, the links of annexed files lead
      // through the file .git.
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw notFetched(file);
      }
      throw e instanceof NoSuchFileException ? missing(file) : e;
    }
    if (!Files.isRegularFile(file)) {
      throw new FailureException(
          FailureKind.MALFORMED,
          file.toString(),
          "is no regular file",
          "restore the file from git, or make the layout again");
    }
    if (size != descriptor.size()) {
      throw isPointer(file, size) ? notFetched(file) : wrongSize(file, size, descriptor);
    }
    return Files.newInputStream(file);
  }

  /**
   * The next step for wrong bytes: git-annex checks an annexed blob; other blobs have to be copied
   * again from their origin.
   */
  @Override
  public NextStep remedy(Descriptor descriptor) {
    // The command runs in the layout, because git-annex works only inside of the repository.
    return Files.isSymbolicLink(LayoutPaths.blob(layout, descriptor.digest()))
        ? NextStep.of("run: git -C {} annex fsck . ; git -C {} annex get .", layout, layout)
        : NextStep.of("restore the file from git, or make the layout again");
  }

  /**
   * Either the file is damaged or the document that names it is wrong. The digest of the file tells
   * which.
   */
  private FailureException wrongSize(Path file, long size, Descriptor descriptor)
      throws IOException {
    Digest actual;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      actual = Digest.of(channel);
    }
    String problem = "has " + size + " bytes; its descriptor says " + descriptor.size();
    return actual.equals(descriptor.digest())
        ? new FailureException(
            FailureKind.MALFORMED,
            file.toString(),
            problem + ", and is wrong: the digest is right",
            "tell whoever published the image: what announces this size is to be repaired, no copy"
                + " is")
        : new FailureException(FailureKind.MALFORMED, file.toString(), problem, remedy(descriptor));
  }

  private static boolean isPointer(Path file, long size) throws IOException {
    if (size > MAX_POINTER_BYTES) {
      return false;
    }
    byte[] start = POINTER_START.getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(start.length), start);
    }
  }

  private FailureException notFetched(Path file) {
    return new FailureException(
        FailureKind.MISSING,
        file.toString(),
        "is in the annex, but its content is not here",
        // The command runs in the layout, because git-annex works only inside of the repository.
        NextStep.of("run: git -C {} annex get .", layout));
  }

  private static FailureException missing(Path file) {
    return new FailureException(
        FailureKind.MISSING,
        file.toString(),
        "is not in the layout",
        "restore the file from git, or make the layout again");
  }
}
