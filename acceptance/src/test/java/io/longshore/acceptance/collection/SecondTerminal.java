package io.longshore.acceptance.collection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Somebody else works in a collection all the time, until this is closed: git looks at both
 * repositories and tidies them, git-annex too, and an editor saves a file that is nobody's
 * business.
 */
public final class SecondTerminal implements AutoCloseable {
  private static final String LOOP =
      """
      while [ ! -e "$1" ]; do
        echo "a note" >notes.new
        mv notes.new notes
        for repository in . images-oci; do
          if [ -e "$repository/.git" ]; then
            git -C "$repository" status
            git -C "$repository" gc --auto
            git -C "$repository" annex info --fast
          fi
        done
        rm notes
      done
      """;

  private final Path end;
  private final Process loop;

  private SecondTerminal(Path end, Process loop) {
    this.end = end;
    this.loop = loop;
  }

  /**
   * @param end a file that says so once it is there
   */
  public static SecondTerminal open(Shell shell, Path end) throws IOException {
    ProcessBuilder others =
        new ProcessBuilder("sh", "-c", LOOP, "sh", end.toString())
            .directory(shell.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    others.environment().putAll(shell.environment());
    return new SecondTerminal(end, others.start());
  }

  @Override
  public void close() {
    try {
      Files.createFile(end);
      loop.waitFor();
      Files.delete(end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the second terminal ends", e);
    }
  }
}
