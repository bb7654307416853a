package io.longshore.cli.command;

import io.longshore.cli.demo.Demo;
import io.longshore.cli.output.Event;
import io.longshore.cli.output.Messages;
import io.longshore.cli.session.ExitCode;
import io.longshore.cli.session.Session;
import io.longshore.ground.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "demo",
    description = {
      "Make a small collection in a temporary folder and migrate it.",
      "Images are made of installed Debian packages and served by a registry on the loopback "
          + "interface. Nothing outside the folder is changed; the network is not used."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  @ParentCommand Session session;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Work there instead; it must not exist yet.")
  Optional<Path> folder = Optional.empty();

  @Option(
      names = {"-y", "--yes"},
      description = "Install packages that the demo needs without asking, as root at a terminal.")
  boolean yes;

  @Override
  public Integer call() throws IOException {
    Messages messages = session.options().messages();
    Path place = folder.isPresent() ? Files.createDirectory(folder.get()) : makeTemporaryFolder();
    boolean good = new Demo(place, messages).run();
    messages.event(Event.of("demo").with("folder", place.toString()).with("complete", good));
    return good ? ExitCode.DONE : ExitCode.WORK_FAILED;
  }

  // Git may run files of a repository, so nobody else may be able to replace this folder.
  private static Path makeTemporaryFolder() throws IOException {
    PrivateFolder.requireTrusted(Path.of(System.getProperty("java.io.tmpdir")));
    return Files.createTempDirectory("longshore-demo-");
  }
}
