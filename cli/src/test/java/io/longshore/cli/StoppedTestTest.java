package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.cli.command.Commands;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import io.longshore.testing.MadeElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal that comes while {@code longshore test} is at work. */
class StoppedTestTest {
  @TempDir Path folder;

  @Test
  void nothingThatWasBuiltForTheTestIsLeft() throws IOException {
    byte[] layer = TarLayer.create().file("x", 0755, MadeElf.program()).toBytes();
    Path layout = Files.createDirectory(folder.resolve("layout"));
    ImageMaker.create().layer(layer).entrypoint("/x").make().writeLayout(layout, Map.of());
    Session session = new Session(Commands.OF_PROGRAM);
    session.stop().request();
    String[] arguments = {"test", layout.toString()};
    try {
      int exitCode =
          Main.commandLine(session, Commands.OF_PROGRAM.neededFor(arguments)).execute(arguments);

      assertEquals(ExitCode.INTERRUPTED, exitCode);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(layout), files.toList());
      }
    } finally {
      Thread.interrupted();
    }
  }
}
