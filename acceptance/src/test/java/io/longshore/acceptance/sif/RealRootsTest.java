package io.longshore.acceptance.sif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.testing.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images as people use them come out as the peers unpack them, and work. */
class RealRootsTest {
  @TempDir Path folder;

  /**
   * @param image its name and the packages in it, for {@code dev/make-debian-image}
   * @param output of the command, which shows that the image works
   */
  record Root(List<String> image, List<String> command, String output) {
    @Override
    public String toString() {
      return image.getFirst();
    }
  }

  static List<Root> roots() {
    List<Root> all =
        List.of(
            new Root(
                List.of("python", "python3", "python3-numpy"),
                List.of("python3", "-c", "import numpy; print(numpy.arange(9).sum())"),
                "36\n"),
            new Root(
                List.of("r", "r-base-core"),
                List.of("Rscript", "-e", "cat(sum(solve(matrix(c(2, 1, 1, 3), 2))))"),
                "0.6"));
    return Extent.asked().of(all, 1);
  }

  @ParameterizedTest
  @MethodSource("roots")
  void comesOutAsThePeersUnpackItAndWorks(Root root) throws IOException {
    List<String> script = new ArrayList<>(root.image());
    script.addFirst(Program.checkout().resolve("dev/make-debian-image").toString());
    Path layout = Path.of(Shell.in(folder).run(script.toArray(String[]::new)).strip());

    new Fidelity(folder).assertSameAs(EnumSet.allOf(Peer.class), layout);
    List<String> arguments = new ArrayList<>(List.of("exec", "--pwd", "/", "ours.sif"));
    arguments.addAll(root.command());
    Shell.Result ran = Apptainer.run(Shell.in(folder), arguments.toArray(String[]::new));
    assertEquals(0, ran.exitCode(), ran.errors());
    assertEquals(root.output(), ran.output());
  }
}
