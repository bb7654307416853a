package io.longshore.cli.demo;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Makes a small collection in the form of the real one: recipes, registrations, and old images
 * without content.
 */
final class DemoCollection {
  private final Path root;
  private final CommandRunner runner;

  private record Recipe(String name, String from, String repair) {
    String text() {
      return """
      #
      # Automagically prepared for the Longshore demo.
      #
      Bootstrap: docker
      From: %s

      %%post
      %s
      # Directories that older clusters bind
      mkdir -p /ihome /data /data2 /zfs /isi /dartfs /dartfs-hpc

      %%environment
      export LANG="C.UTF-8"
      export LC_ALL="C.UTF-8"
      """
          .formatted(from, repair);
    }
  }

  private static final List<Recipe> RECIPES =
      List.of(
          new Recipe("bids-example--0.0.7", "bids/example:0.0.7", ""),
          new Recipe("bids-mriqc--23.1.1", "nipreps/mriqc:23.1.1", "chmod a+rX -R /opt"),
          new Recipe("bids-validator--1.2.3", "bids/validator:1.2.3", ""),
          new Recipe("bids-validator--1.2.4", "bids/validator:1.2.4", ""));

  private DemoCollection(Path root, CommandRunner runner) {
    this.root = root;
    this.runner = runner;
  }

  /** Makes the collection at {@code root}, with a git identity of its own. */
  static void create(Path root, CommandRunner runner) throws IOException {
    new DemoCollection(Files.createDirectory(root), runner).create();
  }

  private void create() throws IOException {
    runner.run(git("init").options("--quiet", "-b", "master"));
    runner.run(git("config").operands("user.name", "Longshore demo"));
    runner.run(git("config").operands("user.email", "demo@longshore.example"));
    runner.run(git("annex", "init").options("--quiet").operands("demo collection"));
    write(".gitattributes", "* annex.backend=MD5E\n**/.git* annex.largefiles=nothing\n");
    write(
        ".datalad/config",
        "[datalad \"dataset\"]\n\tid = "
            + UUID.randomUUID()
            + "\n"
            + registration("bids-example", "bids-example--0.0.7")
            + registration("bids-mriqc", "bids-mriqc--23.1.1")
            + "# frozen\n"
            + registration("bids-validator", "bids-validator--1.2.4"));
    StringBuilder keys = new StringBuilder();
    for (Recipe recipe : RECIPES) {
      write("images/bids/Singularity." + recipe.name(), recipe.text());
      String key = "MD5E-s1000--%032x.sing".formatted(recipe.name().hashCode());
      keys.append(key + " images/bids/" + recipe.name() + ".sing\n");
    }
    runner.run(git("add").operands("."));
    runner.run(
        git("annex", "fromkey")
            .options("--force", "--batch", "--quiet")
            .withInput(keys.toString()));
    runner.run(git("commit").options("--quiet", "-m", "A collection of Singularity images"));
  }

  private static String registration(String name, String image) {
    return "[datalad \"containers."
        + name
        + "\"]\n\timage = images/bids/"
        + image
        + ".sing\n\tcmdexec = {img_dspath}/scripts/singularity_cmd run {img} {cmd}\n";
  }

  private Command git(@CompileTimeConstant String... subcommand) {
    return Command.of(root, "git").subcommand(subcommand);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
