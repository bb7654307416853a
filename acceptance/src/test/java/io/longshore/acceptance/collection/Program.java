package io.longshore.acceptance.collection;

import io.longshore.testing.EventSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program as it is installed: the launcher and the scripts of this checkout, and the jars Maven
 * has just packaged. The installation is no git checkout, so the launcher never builds.
 *
 * @param installation nobody's to change, for all tests of this Java share it
 */
public record Program(Path installation, Path home) {
  private static final Path STARTED = started();

  // A fifth of the processor time of a command of some seconds is what its compiled methods cost.
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  /** The program, and a home for its user in {@code folder}. */
  public static Program install(Path folder) throws IOException {
    return new Program(STARTED, Files.createDirectories(folder.resolve("home")));
  }

  /** An installation that has been started, which makes it start quickly. */
  private static Path started() {
    Path checkout = checkout();
    Path jars = checkout.resolve("cli/target/longshore/lib");
    if (!Files.isDirectory(jars)) {
      throw new AssertionError("the program is not packaged: mvn -pl acceptance -am verify");
    }
    Shell shell = Shell.in(checkout).with("LONGSHORE_JAVA", System.getProperty("java.home"));
    Path installation = Path.of(shell.run("mktemp", "-d", "-t", "installation.XXXXXX").strip());
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> shell.run("rm", "-rf", installation.toString())));
    String scripts = installation.resolve("scripts").toString();
    String program = installation.resolve("cli/target/longshore").toString();
    shell.run("mkdir", "-p", scripts, program);
    shell.run("cp", "-a", "longshore", installation.toString());
    shell.run("cp", "-a", "scripts/migrate_to_oci", "scripts/oci_cmd", "scripts/start.sh", scripts);
    shell.run("cp", "-a", jars.toString(), program);
    shell.run("touch", program + "/built");
    shell.run(installation.resolve("longshore").toString(), "--version");
    // Other users' programs are tried too.
    shell.run("chmod", "755", installation.toString());
    return installation;
  }

  /** A shell whose home is empty, so that no setting of who runs the tests counts. */
  public Shell shell() {
    return Shell.in(home)
        .with("HOME", home.toString())
        .with("XDG_CONFIG_HOME", home.resolve(".config").toString())
        .with("XDG_CACHE_HOME", home.resolve(".cache").toString())
        .with("DOCKER_CONFIG", home.resolve(".docker").toString())
        .with("CONTAINERS_REGISTRIES_CONF_DIR", home.resolve("absent").toString())
        .with("LONGSHORE_PLAIN_HTTP", "127.0.0.1")
        .with("LONGSHORE_JAVA", System.getProperty("java.home"))
        .with("LONGSHORE_JAVA_OPTIONS", QUICK);
  }

  /** The program's file. */
  public Path executable() {
    return installation.resolve("longshore");
  }

  /** Runs {@code longshore} with the folder and the environment of {@code shell}. */
  public Shell.Result run(Shell shell, String... arguments) {
    return start(shell, installation.resolve("longshore"), arguments);
  }

  /** Runs {@code scripts/migrate_to_oci}. */
  public Shell.Result migrateToOci(Shell shell, String... arguments) {
    return start(shell, installation.resolve("scripts/migrate_to_oci"), arguments);
  }

  private static Shell.Result start(Shell shell, Path script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(script.toString());
    command.addAll(Arrays.asList(arguments));
    Shell.Result result = shell.attempt(command.toArray(String[]::new));
    if (command.contains("--json")) {
      EventSchema.requireValid(result.output());
    }
    return result;
  }

  /** Where the scripts for developers are. */
  public static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("longshore"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("the tests do not run inside the checkout");
    }
    return folder;
  }
}
