package io.longshore.image.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.image.runtime.BuilderFile.BuilderDirectory;
import io.longshore.image.runtime.BuilderFile.BuilderLink;
import io.longshore.image.runtime.BuilderFile.BuilderRegular;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that the builder adds to the root file system of an image from OCI.
 *
 * <p>Apptainer 1.4 uses the environment scripts (except 99-runtimevars.sh, which it replaces), the
 * runscript, the startscript and {@code libs}, which is a mount point. {@code apptainer inspect}
 * reads labels and definition from these files if the SIF has no objects with them. The action
 * scripts serve older runtimes, except {@code actions/test}, which Apptainer starts after it has
 * found no tests. The directories and empty files are mount points.
 */
public final class RuntimeFiles {
  static final String ROOT = ".singularity.d";
  static final String IMAGE_ENVIRONMENT = ROOT + "/env/10-docker2singularity.sh";
  static final String DEFINITION_ENVIRONMENT = ROOT + "/env/90-environment.sh";
  static final String RUNSCRIPT = ROOT + "/runscript";
  static final String STARTSCRIPT = ROOT + "/startscript";

  private RuntimeFiles() {}

  /** All files, sorted by path, so that directories come before their content. */
  public static List<BuilderFile> of(RuntimeConfig config) {
    List<BuilderFile> files = new ArrayList<>();
    Stream.of(
            ROOT,
            ROOT + "/actions",
            ROOT + "/env",
            ROOT + "/libs",
            "dev",
            "etc",
            "home",
            "proc",
            "root",
            "sys",
            "tmp",
            "var",
            "var/tmp")
        .map(path -> new BuilderDirectory(path, 0755))
        .forEach(files::add);

    for (String action : List.of("exec", "run", "shell", "start", "test")) {
      files.add(script(ROOT + "/actions/" + action, resource(action + ".sh")));
    }
    files.add(script(IMAGE_ENVIRONMENT, EnvironmentScripts.ofImage(config.image())));
    files.add(script(DEFINITION_ENVIRONMENT, EnvironmentScripts.ofDefinition(config.definition())));
    for (String name : List.of("95-apps.sh", "99-base.sh", "99-runtimevars.sh")) {
      files.add(script(ROOT + "/env/" + name, resource(name)));
    }
    files.add(script(RUNSCRIPT, RunScript.of(config.image())));
    files.add(script(STARTSCRIPT, resource("startscript.sh")));
    files.add(text(ROOT + "/Singularity", config.definition().text()));
    files.add(text(ROOT + "/labels.json", JsonText.linesOfStrings(Labels.of(config))));
    // Apptainer mounts the host's files over these two, and empties those of an image it builds.
    files.add(text("etc/hosts", ""));
    files.add(text("etc/resolv.conf", ""));

    files.add(new BuilderLink(".exec", ROOT + "/actions/exec"));
    files.add(new BuilderLink(".run", ROOT + "/actions/run"));
    files.add(new BuilderLink(".shell", ROOT + "/actions/shell"));
    files.add(new BuilderLink(".test", ROOT + "/actions/test"));
    files.add(new BuilderLink("environment", DEFINITION_ENVIRONMENT));
    files.add(new BuilderLink("singularity", RUNSCRIPT));
    files.sort(Comparator.comparing(BuilderFile::path));
    return List.copyOf(files);
  }

  static String startScript() {
    return resource("startscript.sh");
  }

  private static BuilderRegular script(String path, String text) {
    return new BuilderRegular(path, 0755, text.getBytes(UTF_8));
  }

  private static BuilderRegular text(String path, String text) {
    return new BuilderRegular(path, 0644, text.getBytes(UTF_8));
  }

  private static String resource(String name) {
    try (InputStream resource = RuntimeFiles.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of this program", e);
    }
  }
}
