package io.longshore.acceptance.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine of one's own does at night and every week, with as little as cron gives. */
class OwnMachineTest {
  private static final String PATH_OF_CRON = "/usr/bin:/bin";
  private static final List<String> PUSHES =
      List.of(
          "push containers-oci.git refs/heads/git-annex",
          "push containers-oci.git refs/heads/BRANCH",
          "push containers.git refs/heads/git-annex",
          "push containers.git refs/heads/BRANCH");

  @TempDir Path folder;
  private FollowedTool followed;

  @Test
  void addsPushesAndAsksWithCronAndWithSystemd() throws IOException {
    try (FollowedTool own = FollowedTool.in(folder, "it's 50% mine")) {
      followed = own;
      Workbench workbench = own.workbench();
      Forge forge =
          Forge.publishing(
              Files.createDirectories(folder.resolve("forge")),
              workbench.program(),
              own.collection());
      // As the README installs it.
      Path bin = Files.createDirectories(workbench.program().home().resolve(".local/bin"));
      Files.createSymbolicLink(bin.resolve("longshore"), workbench.program().executable());
      own.release("helper", "1.0", 1);
      List<String> crontab =
          workbench
              .longshore(own.collection(), "ci", "cron")
              .output()
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();

      own.release("tool", "2.0", 2);
      assertNothingToMail(cron(crontab.getFirst()));
      assertPushed(forge, FollowedTool.SECOND);
      assertNothingToMail(cron(crontab.getLast()));

      workbench.longshore(own.collection(), "ci", "systemd", "--write");
      own.release("tool", "3.0", 4);
      Shell.Result night = systemd("longshore-update");
      assertEquals(0, night.exitCode(), night.output() + night.errors());
      assertPushed(forge, FollowedTool.SECOND.replace("2.0", "3.0"));

      workbench.registry().removeRepository("lab/tool");
      Shell.Result week = systemd("longshore-links");
      assertEquals(1, week.exitCode(), week.output() + week.errors());
      Shell.Result mailed = cron(crontab.getLast());
      assertEquals(1, mailed.exitCode(), mailed.output() + mailed.errors());
      assertTrue((mailed.output() + mailed.errors()).contains("lab/tool"), mailed.output());
    }
  }

  /** Runs a line as cron does: what follows five fields, by sh, in the user's home. */
  private Shell.Result cron(String line) {
    String command = line.split(" ", 6)[5].replace("\\%", "%");
    Program program = followed.workbench().program();
    return alone(program.home(), PATH_OF_CRON, List.of("sh", "-c", command));
  }

  /** Runs a service as systemd does, as far as the units say something of it. */
  private Shell.Result systemd(String service) throws IOException {
    Path home = followed.workbench().program().home();
    String collection = followed.collection().folder().getFileName().toString();
    String name = service + "-" + collection.replaceAll("[^A-Za-z0-9._-]+", "-");
    Path unit = home.resolve(".config/systemd/user/" + name + ".service");
    assertEquals(
        new Shell.Result(0, "", ""),
        Shell.in(folder)
            .attempt(
                "systemd-analyze",
                "verify",
                unit.toString(),
                unit.resolveSibling(name + ".timer").toString()));
    Map<String, String> settings =
        Files.readAllLines(unit).stream()
            .filter(line -> line.matches("[A-Z][A-Za-z]+=.*"))
            .map(line -> line.replace("%h", home.toString()).replace("%%", "%").split("=", 2))
            .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    assertEquals("oneshot", settings.get("Type"));
    return alone(
        Path.of(settings.get("WorkingDirectory")),
        settings.get("Environment").replaceFirst("^PATH=", ""),
        Arrays.asList(settings.get("ExecStart").split(" ")));
  }

  /**
   * In an environment that has nothing but what cron sets, and how the tests' registry is asked.
   */
  private Shell.Result alone(Path where, String path, List<String> program) {
    Shell shell = followed.collection();
    List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + path));
    command.add("HOME=" + followed.workbench().program().home());
    command.add("SHELL=/bin/sh");
    Stream.of(
            "CONTAINERS_REGISTRIES_CONF",
            "LONGSHORE_PLAIN_HTTP",
            "LONGSHORE_JAVA",
            "LONGSHORE_JAVA_OPTIONS")
        .forEach(name -> command.add(name + "=" + shell.environment().get(name)));
    command.addAll(program);
    return shell.at(where).attempt(command.toArray(String[]::new));
  }

  private static void assertNothingToMail(Shell.Result result) {
    assertEquals(new Shell.Result(0, "", ""), result);
  }

  private static void assertPushed(Forge forge, String sif) throws IOException {
    assertEquals(
        PUSHES.stream().map(line -> line.replace("BRANCH", forge.branch())).toList(), forge.news());
    forge.git(forge.superdataset(), "cat-file", "-e", "HEAD:" + sif);
  }
}
