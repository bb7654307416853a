package io.longshore.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.cli.Program;
import io.longshore.dataset.process.LocalCommandRunner;
import io.longshore.dataset.process.TypedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetNamesTest {
  private static final String IMAGE = "images/bids/bids-app--1.0.sif";
  private static final String RECIPE = "images/bids/Singularity.bids-app--1.1";

  @TempDir private Path dataset;

  @BeforeEach
  void layOut() throws IOException {
    write(".datalad/config", "[datalad \"containers.bids-app\"]\n\timage = " + IMAGE + "\n");
    write(IMAGE, "content");
    write("images/bids/bids-tab\t--1.0.sif", "content");
    write(RECIPE, "Bootstrap: docker\n");
    write("README.md", "text");
    git("init", "-q");
    git("config", "user.name", "Ada Example");
    git("config", "user.email", "ada@example.org");
    git("add", ".");
    git("commit", "-q", "-m", "All there is");
    git(
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "An image\n\nLongshore-Run: 0123456789ab\nLongshore-Image: " + IMAGE);
  }

  private void write(String inside, String text) throws IOException {
    Path file = dataset.resolve(inside);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void git(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    new LocalCommandRunner().run(TypedCommand.of(dataset, command));
  }

  private List<String> offered(String... words) {
    List<String> line = new ArrayList<>(List.of("complete", "--", "-C", dataset.toString()));
    line.addAll(Arrays.asList(words));
    return Program.run(line).output().lines().map(name -> name.replaceFirst("\t.*", "")).toList();
  }

  @Test
  void registrationsAndImagesToVerify() {
    assertEquals(List.of("bids-app", IMAGE, ":files"), offered("verify", ""));
    assertEquals(List.of("bids-app", ":files"), offered("verify", "bids"));
  }

  @Test
  void recipesToMigrate() {
    assertEquals(List.of(RECIPE), offered("migrate", ""));
  }

  @Test
  void runsToRollBackAndToShow() {
    assertEquals(List.of("0123456789ab"), offered("rollback", "--run", ""));
    assertEquals(List.of("0123456789ab", "bids-app", IMAGE), offered("log", ""));
  }

  @Test
  void nothingWhereThereIsNoDataset() {
    List<String> line = List.of("complete", "--", "-C", "/nosuch", "migrate", "");
    assertEquals(new Program.Result(0, "", ""), Program.run(line));
  }
}
