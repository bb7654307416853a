package io.longshore.acceptance.add;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.GitAnnexRelease;
import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.LoopbackOptions;
import io.longshore.loopback.LoopbackRegistry;
import io.longshore.loopback.MadeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The program, a registry, and room for collections.
 *
 * @param shell in the folder that holds all, with a git identity and the registry configured
 */
public record Workbench(Program program, LoopbackRegistry registry, Shell shell)
    implements AutoCloseable {

  public static Workbench in(Path folder) throws IOException {
    return in(folder, LoopbackOptions.PLAIN);
  }

  public static Workbench in(Path folder, LoopbackOptions options) throws IOException {
    LoopbackRegistry registry = LoopbackRegistry.start(options);
    Program program = Program.install(folder);
    Path registries =
        Files.writeString(
            folder.resolve("registries.conf"),
            "[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(registry.host()));
    Shell shell =
        program
            .shell()
            .at(folder)
            .with("CONTAINERS_REGISTRIES_CONF", registries.toString())
            .with("LONGSHORE", program.executable().toString());
    shell.run("git", "config", "--global", "user.name", "A Maintainer");
    shell.run("git", "config", "--global", "user.email", "maintainer@example.org");
    shell.run("git", "config", "--global", "annex.security.allowed-ip-addresses", "127.0.0.1");
    return new Workbench(program, registry, shell);
  }

  public Workbench with(Shell other) {
    return new Workbench(program, registry, other);
  }

  public Shell at(String folder) {
    return shell.at(shell.folder().resolve(folder));
  }

  /** A new collection of that name. */
  public Shell init(String name) {
    longshore(shell, "init", name);
    return at(name);
  }

  /** A copy of the collection {@code name}. */
  public Shell copy(String name, String copy) {
    shell.run("cp", "-a", name, copy);
    return at(copy);
  }

  /** Serves {@code image}; returns what to ask for. */
  public String serve(String name, String tag, MadeImage image) {
    registry.addImage(name, tag, image);
    return "docker://" + registry.host() + "/" + name + ":" + tag;
  }

  /** Expects exit code 0. */
  public Shell.Result longshore(Shell where, String... arguments) {
    Shell.Result result = program.run(where, arguments);
    assertEquals(0, result.exitCode(), () -> Arrays.toString(arguments) + ": " + result.errors());
    return result;
  }

  public Shell.Result attempt(Shell where, String... arguments) {
    return program.run(where, arguments);
  }

  /** The published check: files below {@code path} that git-annex knows no URL of. */
  static String withoutUrl(Shell imagesOci, String path) {
    return imagesOci.run(
        "git", "annex", "find", "--not", "--in", "datalad", "--and", "--not", "--in", "web", path);
  }

  /** Real Apptainer as {@code apptainer} on PATH. */
  public Workbench withApptainer() throws IOException {
    String apptainer = System.getenv("LONGSHORE_APPTAINER");
    if (apptainer == null) {
      throw new AssertionError("LONGSHORE_APPTAINER names no Apptainer; dev/test provides one");
    }
    Path programs = Files.createDirectories(shell.folder().resolve("programs"));
    Files.createSymbolicLink(programs.resolve("apptainer"), Path.of(apptainer));
    String tree = System.getenv("LONGSHORE_APPTAINER_TREE");
    Shell with = withFirstOnPath(programs.toString());
    return with(tree == null ? with : with.with("LONGSHORE_APPTAINER_TREE", tree));
  }

  /**
   * A release of git-annex first on PATH.
   *
   * @param variable names its folder: {@code LONGSHORE_GIT_ANNEX_OLD}, {@code _NEW} or {@code
   *     _NEWEST}
   */
  public Workbench withGitAnnex(String variable) {
    return with(GitAnnexRelease.named(variable).firstOnPath(shell));
  }

  public Shell withFirstOnPath(String folder) {
    String path = shell.environment().getOrDefault("PATH", System.getenv("PATH"));
    return shell.with("PATH", folder + ":" + path);
  }

  @Override
  public void close() {
    registry.close();
  }
}
