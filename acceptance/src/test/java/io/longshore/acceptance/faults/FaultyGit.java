package io.longshore.acceptance.faults;

import io.longshore.acceptance.collection.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * A git that comes first on PATH. It writes down which subcommands are called, git-annex's own
 * calls included, and lets one of them fail, hang or be killed.
 */
final class FaultyGit {

  private final Path folder;

  /**
   * @param folder empty
   */
  FaultyGit(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    String git = Shell.in(folder).run("sh", "-c", "command -v git").strip();
    Path script = Files.writeString(folder.resolve("git"), script(git));
    script.toFile().setExecutable(true);
  }

  private String script(String git) {
    return """
        #!/bin/sh
        here='%s'
        subcommand=
        value=no
        for word do
          if [ "$value" = yes ]; then value=no; continue; fi
          case $word in
            -C | -c) value=yes ;;
            -*) ;;
            annex) subcommand=annex; continue ;;
            *) break ;;
          esac
        done
        subcommand="$subcommand${subcommand:+ }$word"
        printf '%%s\\n' "$subcommand" >>"$here/called"
        if [ -e "$here/fails" ] && [ "$subcommand" = "$(cat "$here/fails")" ]; then
          echo 'fatal: struck' >&2
          exit 128
        fi
        if [ -e "$here/hangs" ] && [ "$subcommand" = "$(cat "$here/hangs")" ]; then
          exec sleep 600
        fi
        if [ -e "$here/dies" ] && [ "$subcommand" = "$(cat "$here/dies")" ]; then
          repository=$('%s' rev-parse --absolute-git-dir)
          rm "$here/dies"
          touch "$repository/HEAD.lock" "$repository/index.lock"
          if [ -e "$here/takes-along" ]; then kill -KILL "$PPID"; fi
          kill -KILL $$
        fi
        exec '%s' "$@"
        """
        .formatted(folder, git, git);
  }

  Shell in(Shell shell) {
    return shell.with("PATH", folder + ":" + System.getenv("PATH"));
  }

  /** The subcommands called so far. */
  List<String> called() throws IOException {
    return List.copyOf(new TreeSet<>(Files.readAllLines(folder.resolve("called"))));
  }

  void fail(String subcommand) throws IOException {
    Files.writeString(folder.resolve("fails"), subcommand);
  }

  void hang(String subcommand) throws IOException {
    Files.writeString(folder.resolve("hangs"), subcommand);
  }

  /** The next one is killed while it holds the locks of HEAD and of the index. */
  void die(String subcommand) throws IOException {
    Files.writeString(folder.resolve("dies"), subcommand);
  }

  /** As {@link #die}, and the program that called it is killed first. */
  void dieWithTheProgram(String subcommand) throws IOException {
    Files.createFile(folder.resolve("takes-along"));
    die(subcommand);
  }

  void mend() throws IOException {
    for (String wish : List.of("fails", "hangs", "dies", "takes-along")) {
      Files.deleteIfExists(folder.resolve(wish));
    }
  }
}
