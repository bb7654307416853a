package io.longshore.dataset.git.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.ground.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The path of a file in git, which may come from a stranger: any bytes except NUL, including line
 * ends and invalid UTF-8. Files that Longshore writes have a {@link RepositoryPath}.
 *
 * @param bytes path from the root of the repository; each character stands for one byte
 */
public record TrackedPath(String bytes) {
  public TrackedPath {
    if (bytes.isEmpty() || bytes.chars().anyMatch(c -> c == 0 || c > 0xff)) {
      throw new IllegalArgumentException("no path that git can have: '" + bytes + "'");
    }
  }

  public static TrackedPath of(RepositoryPath path) {
    return new TrackedPath(new String(path.value().getBytes(UTF_8), ISO_8859_1));
  }

  /** The same path as a {@link RepositoryPath}, if its form allows it. */
  public Optional<RepositoryPath> ours() {
    return text()
        .flatMap(text -> RepositoryPath.find(text).filter(path -> path.value().equals(text)));
  }

  /** The file below {@code root}, if Java can name it. */
  Optional<Path> in(Path root) {
    try {
      return text().map(root::resolve);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<String> text() {
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The path in printable form, see {@link Printable#bytes}. */
  @Override
  public String toString() {
    return ours().map(RepositoryPath::value).orElse(Printable.bytes(bytes.getBytes(ISO_8859_1)));
  }
}
