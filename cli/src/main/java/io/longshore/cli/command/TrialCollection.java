package io.longshore.cli.command;

import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.GitSetting;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.ground.FailureException;
import io.longshore.loopback.ImageMaker;
import io.longshore.loopback.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes a collection of a few small images, on which the warm-up runs commands that only read. */
final class TrialCollection {
  private static final List<GitSetting> IDENTITY =
      List.of(
          new GitSetting("user.name", "Longshore"),
          new GitSetting("user.email", "longshore@localhost"));
  private static final String MESSAGE =
      """
      An image

      Longshore-Run: 0123456789ab
      Longshore-Image: images/bids/bids-app--1.0.sif
      """;

  private final Path root;
  private final CommandRunner runner = new LocalCommandRunner();

  private TrialCollection(Path root) {
    this.root = root;
  }

  /**
   * Makes the collection in {@code root}, as far as its tools are installed.
   *
   * @param root a path that does not exist
   */
  static void make(Path root) throws IOException {
    try {
      new TrialCollection(root).make();
    } catch (FailureException e) {
      // The commands read the part that was made.
    }
  }

  private void make() throws IOException {
    Path imagesOci = root.resolve("images-oci");
    Path layout = imagesOci.resolve("bids/bids-app--1.0.oci");
    Files.createDirectories(layout.getParent());
    ImageMaker.create()
        .layer(TarLayer.create().file("etc/os-release", 0644, "ID=none\n").toBytes())
        .make()
        .writeLayout(layout, Map.of());
    write(
        ".datalad/config",
        """
        [datalad "containers.bids-app"]
        \timage = images/bids/bids-app--1.0.sif
        \tcmdexec = {img_dspath}/scripts/oci_cmd run {img} {cmd}
        """);
    write("images/bids/bids-app--1.0.sif", "an image");
    write("images/bids/bids-other--1.0.sing", "an image without recipe");
    write("images/bids/Singularity.bids-app--1.1", "Bootstrap: docker\nFrom: bids/app:1.1\n");
    commit(imagesOci);
    commit(root);
  }

  private void write(String inside, String text) throws IOException {
    Path file = root.resolve(inside);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit(Path repository) throws IOException {
    runner.run(Command.of(repository, "git", "init").options("--quiet"));
    try {
      runner.run(
          Command.of(repository, "git", "annex", "init").options("--quiet").withSettings(IDENTITY));
    } catch (FailureException e) {
      // Without git-annex the collection has less to read.
    }
    runner.run(Command.of(repository, "git", "add").options("--force").operands("."));
    runner.run(
        Command.of(repository, "git", "commit")
            .options("--quiet", "--no-verify")
            .option("--message", MESSAGE)
            .withSettings(IDENTITY));
  }
}
