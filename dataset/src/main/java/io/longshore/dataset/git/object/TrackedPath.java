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
 * A path of a file that git has, whoever gave it: any bytes but NUL, also such as end a line or are
 * no UTF-8. What we write ourselves has a {@link RepositoryPath}.
 *
 * @param bytes from the root of the repository, each character for one byte
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

  /** The same path, if it is one that we could write. */
  public Optional<RepositoryPath> ours() {
    return text()
        .flatMap(text -> RepositoryPath.find(text).filter(path -> path.value().equals(text)));
  }

  /** The file, if Java has a way to name it. */
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

  /** For people: see {@link Printable#bytes}. */
  @Override
  public String toString() {
    return ours().map(RepositoryPath::value).orElse(Printable.bytes(bytes.getBytes(ISO_8859_1)));
  }
}
