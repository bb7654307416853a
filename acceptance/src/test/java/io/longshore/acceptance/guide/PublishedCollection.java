package io.longshore.acceptance.guide;

import io.longshore.acceptance.add.Workbench;
import io.longshore.acceptance.collection.Shell;
import io.longshore.loopback.MadeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A collection published as the guide says, to a hub that keeps git branches and no content; where
 * it was made is gone. What clones have to get content from is the registry.
 *
 * @param sifKey of the image, before everything went
 */
record PublishedCollection(Workbench workbench, String reference, String sifKey)
    implements AutoCloseable {
  static final String SIF = "images/lab/lab-show--1.0.sif";
  static final String LAYOUT = "lab/lab-show--1.0.oci";
  private static final String ADDRESS = "hub/containers.git";

  static PublishedCollection of(Workbench bare, MadeImage image) throws IOException {
    Path programs = Files.createDirectories(bare.shell().folder().resolve("publisher"));
    Files.createSymbolicLink(programs.resolve("longshore"), bare.program().executable());
    Workbench workbench = bare.with(bare.withFirstOnPath(programs.toString()));
    Shell shell = workbench.shell();
    // Clones of submodules on this machine; a hub is usually elsewhere.
    shell.run("git", "config", "--global", "protocol.file.allow", "always");
    shell.run("git", "init", "-q", "--bare", "-b", "master", ADDRESS);
    shell.run("git", "init", "-q", "--bare", "-b", "master", "hub/containers-oci.git");
    workbench.longshore(shell, "init", "containers", "--images-oci-url", "../containers-oci.git");
    Shell made = workbench.at("containers");
    String reference = workbench.serve("lab/show", "1.0", image);
    workbench.longshore(made, "add", reference);
    made.run("git", "remote", "add", "origin", shell.folder().resolve(ADDRESS).toString());
    made.run(
        "git",
        "-C",
        "images-oci",
        "remote",
        "add",
        "origin",
        shell.folder().resolve("hub/containers-oci.git").toString());
    made.run("sh", "-e", "-c", Guide.block("Publish", 0));
    String key = made.run("git", "annex", "lookupkey", SIF);
    shell.run("chmod", "-R", "u+w", "containers");
    shell.run("rm", "-r", "containers");
    return new PublishedCollection(bare, reference, key);
  }

  /** A clone by DataLad, in which images-oci is not installed. */
  Shell clone(String name) {
    workbench.shell().run("datalad", "clone", ADDRESS, name);
    return workbench.at(name);
  }

  /** A clone by git, in the environment of {@code shell}. */
  Shell cloneByGit(Shell shell, String name) {
    shell.run("git", "clone", "-q", ADDRESS, name);
    return shell.at(shell.folder().resolve(name));
  }

  String address() {
    return workbench.shell().folder().resolve(ADDRESS).toString();
  }

  static Shell imagesOci(Shell clone) {
    return clone.at(clone.folder().resolve("images-oci"));
  }

  @Override
  public void close() {
    workbench.close();
  }
}
