package io.longshore.acceptance.collection;

import io.longshore.ground.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A dataset as a user sees it: refs, index, work tree and configuration, with those of images-oci
 * if it is there. What git-annex notes in branches of its own about content nobody uses does not
 * count.
 *
 * @param repositories by path inside the dataset; {@code .} is the dataset itself
 */
public record Snapshot(Map<String, Repository> repositories, Map<String, String> workTree) {

  /** What git knows. */
  public record Repository(String refs, String index, String status, String configuration) {}

  public static Snapshot of(Shell dataset) throws IOException {
    Map<String, Repository> repositories = new TreeMap<>();
    repositories.put(".", repository(dataset));
    Path imagesOci = dataset.folder().resolve("images-oci");
    if (Files.exists(imagesOci.resolve(".git"))) {
      repositories.put("images-oci", repository(dataset.at(imagesOci)));
    }
    return new Snapshot(repositories, workTree(dataset.folder()));
  }

  private static Repository repository(Shell shell) {
    String refs =
        shell
            .run("git", "for-each-ref", "--format=%(refname) %(objectname)")
            .lines()
            .filter(line -> !line.startsWith("refs/heads/git-annex "))
            .filter(line -> !line.startsWith("refs/annex/"))
            .reduce("", (all, line) -> all + line + "\n");
    return new Repository(
        shell.run("git", "symbolic-ref", "HEAD") + refs,
        shell.run("git", "ls-files", "--stage"),
        shell.run("git", "status", "--porcelain"),
        shell.run("git", "config", "--local", "--list"));
  }

  private static Map<String, String> workTree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        Path inside = root.relativize(path);
        if (!inside.startsWith(".git") && !inside.startsWith("images-oci/.git")) {
          tree.put(inside.toString(), content(path));
        }
      }
    }
    return tree;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path)
        ? "folder"
        : "file " + Digest.of(Files.readAllBytes(path)) + " " + Files.isExecutable(path);
  }
}
