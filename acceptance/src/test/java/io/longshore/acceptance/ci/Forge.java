package io.longshore.acceptance.ci;

import io.longshore.acceptance.collection.Program;
import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Stands in for GitHub or GitLab: a folder with repositories, reached by {@code file://}, and
 * programs that stand for those that ask it. {@code log} has a line for each branch that was pushed
 * and each request that was made, in the order in which they came.
 *
 * @param folder the forge's own
 * @param served holds its repositories
 * @param repository the superdataset, as a forge names it
 * @param shell of the collection's maintainer
 */
record Forge(Path folder, Path served, String repository, Program program, Shell shell) {
  /** Opens repositories and the forge's interface; in no log and no report. */
  static final String TOKEN = "token-that-opens-everything";

  private static final String PUBLISHED = "lab/containers";

  /** A collection where it lies. */
  static Forge serving(Path folder, Program program, Shell collection) throws IOException {
    Path dataset = collection.folder();
    return new Forge(
            folder, dataset.getParent(), dataset.getFileName().toString(), program, collection)
        .withPrograms();
  }

  /** Bare repositories of a collection, images-oci beside the superdataset. */
  static Forge publishing(Path folder, Program program, Shell collection) throws IOException {
    Path served = Files.createDirectories(folder.resolve("repositories"));
    Forge forge = new Forge(folder, served, PUBLISHED, program, collection).withPrograms();
    String branch = collection.run("git", "symbolic-ref", "--short", "HEAD").strip();
    collection.run(
        "git",
        "config",
        "-f",
        ".gitmodules",
        "submodule.images-oci.url",
        "../" + forge.imagesOci().getFileName());
    collection.run("git", "commit", "-qam", "images-oci lies beside the collection");
    for (Shell dataset : forge.datasets()) {
      Path bare = dataset.equals(collection) ? forge.superdataset() : forge.imagesOci();
      dataset.run("git", "init", "-q", "--bare", "-b", branch, bare.toString());
      dataset.run("git", "remote", "add", "origin", bare.toUri().toString());
    }
    forge.receive();
    for (Path bare : List.of(forge.superdataset(), forge.imagesOci())) {
      program(
          bare.resolve("hooks/post-receive"),
          "while read -r _ _ ref; do echo \"push %s $ref\" >> '%s'; done"
              .formatted(bare.getFileName(), forge.log()));
    }
    return forge;
  }

  /** Gets what the maintainer's datasets have now. */
  void receive() {
    for (Shell dataset : datasets()) {
      dataset.run("git", "push", "-q", "--force", "--all", "origin");
    }
  }

  private List<Shell> datasets() {
    return List.of(shell.at(shell.folder().resolve("images-oci")), shell);
  }

  String url() {
    return "file://" + served;
  }

  Path superdataset() {
    return served.resolve(repository + (repository.equals(PUBLISHED) ? ".git" : ""));
  }

  Path imagesOci() {
    return served.resolve(repository + "-oci.git");
  }

  String git(Path repository, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = repository.toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return shell.run(command).strip();
  }

  /** The branch that requests are merged into. */
  String branch() {
    return git(superdataset(), "symbolic-ref", "--short", "HEAD");
  }

  String head() {
    return git(superdataset(), "rev-parse", "HEAD");
  }

  Path log() {
    return folder.resolve("log");
  }

  /** The log since it was asked for last. */
  List<String> news() throws IOException {
    List<String> lines = Files.readAllLines(log());
    Files.writeString(log(), "");
    return lines;
  }

  /** The text of the request to merge, or of the issue, that is open or was the last. */
  String text(String kind) throws IOException {
    return Files.readString(folder.resolve(kind + ".md"));
  }

  /** As if nobody had asked for anything, or all of it were done. */
  void closeAll() throws IOException {
    for (String kind : List.of("pr", "issue")) {
      Files.writeString(folder.resolve(kind + ".json"), "[]");
    }
  }

  /** A folder of programs that a machine of the forge has first on PATH. */
  Path programs() {
    return folder.resolve("programs");
  }

  private Forge withPrograms() throws IOException {
    Files.createDirectories(programs());
    Files.writeString(log(), "");
    closeAll();
    // Packages are there already, and their installation is left to Debian.
    program(programs().resolve("apt-get"), ":");
    program(programs().resolve("sudo"), "exec \"$@\"");
    program(programs().resolve("gh"), "forge='" + folder + "'\n" + GH);
    String curl = shell.run("sh", "-c", "command -v curl").strip();
    program(
        programs().resolve("curl"),
        "forge='" + folder + "'\ntoken='" + TOKEN + "'\ncurl='" + curl + "'\n" + CURL);
    return this;
  }

  static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\nset -eu\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** GitHub's command line, as far as the workflow uses it. */
  private static final String GH =
      """
      [ -n "${GH_TOKEN:-}" ] || { echo 'gh: set GH_TOKEN' >&2; exit 4; }
      kind=$1 action=$2
      shift 2
      said="gh $kind $action" jq= body= number=7
      while [ $# -gt 0 ]; do
        case $1 in
          --body-file) body=$2; shift 2 ;;
          --jq) jq=$2; shift 2 ;;
          --json | --title | --comment) shift 2 ;;
          --repo | --head | --base | --state | --label) said="$said $1 $2"; shift 2 ;;
          --force) shift ;;
          -*) echo "gh: unknown flag: $1" >&2; exit 1 ;;
          *) said="$said $1"; shift ;;
        esac
      done
      echo "$said" >> "$forge/log"
      case $action in
        list) jq -r "$jq" "$forge/$kind.json" ;;
        create) [ "$kind" = label ] || {
          cp "$body" "$forge/$kind.md"
          printf '[{"number": 7, "isCrossRepository": false}]' > "$forge/$kind.json"; } ;;
        edit) cp "$body" "$forge/$kind.md" ;;
        close) printf '[]' > "$forge/$kind.json" ;;
      esac""";

  /** GitLab's interface, as far as the pipeline asks it; other addresses are asked by curl. */
  private static final String CURL =
      """
      for last in "$@"; do :; done
      case $last in
        https://gitlab.example.org/api/v4/projects/17/*) ;;
        *) exec "$curl" "$@" ;;
      esac
      method=GET said= allowed=no change=
      while [ $# -gt 1 ]; do
        case $1 in
          -fsS) shift ;;
          --output) shift 2 ;;
          --request) method=$2; shift 2 ;;
          --header) [ "$2" != "PRIVATE-TOKEN: $token" ] || allowed=yes; shift 2 ;;
          --data-urlencode)
            [ "$method" = PUT ] || method=POST
            case $2 in
              *@*) cp "${2#*@}" "$forge/text"; said="$said ${2%%@*}" ;;
              *) said="$said $2"; change=$2 ;;
            esac
            shift 2 ;;
          *) echo "curl: option $1: is unknown" >&2; exit 2 ;;
        esac
      done
      [ "$allowed" = yes ] || { echo 'curl: (22) The requested URL returned error: 401' >&2; exit 22; }
      address=${last#*/projects/17/}
      echo "$method $address$said" >> "$forge/log"
      case $address in merge_requests*) kind=pr ;; issues*) kind=issue ;; esac
      [ ! -e "$forge/text" ] || mv "$forge/text" "$forge/$kind.md"
      case $method,$change in
        GET,*) cat "$forge/$kind.json" ;;
        PUT,state_event=close) printf '[]' > "$forge/$kind.json" ;;
        POST,*) printf '[{"iid": 7, "source_project_id": 17, "target_project_id": 17}]' \\
          > "$forge/$kind.json" ;;
      esac""";
}
