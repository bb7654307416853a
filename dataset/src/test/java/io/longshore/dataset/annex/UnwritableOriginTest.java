package io.longshore.dataset.annex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.dataset.Scratch;
import io.longshore.dataset.git.GitRepository;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.dataset.process.CommandRunner;
import io.longshore.dataset.process.TypedCommand;
import io.longshore.ground.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clone of a repository on a disk that its user may read only: git-annex then writes notices to
 * standard output before its answers. Needs root, to be another user.
 */
class UnwritableOriginTest {
  private static final byte[] CONTENT = "a layer\n".getBytes(StandardCharsets.UTF_8);
  private static final AnnexKey KEY = AnnexKey.ofBlob(Digest.of(CONTENT), CONTENT.length);

  @TempDir Path folder;
  private Scratch scratch;
  private AnnexRepository clone;

  /** Runs programs as a user who may write to nothing that root made. */
  private record AsReader(CommandRunner runner) implements CommandRunner {
    private static Command asReader(Command command) {
      return TypedCommand.behind(
          command, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }

    @Override
    public CommandResult run(Command command) throws IOException {
      return runner.run(asReader(command));
    }

    @Override
    public BatchProcess start(Command command) throws IOException {
      return runner.start(asReader(command));
    }

    @Override
    public boolean isInstalled(String program) {
      return runner.isInstalled(program);
    }
  }

  @BeforeEach
  void cloneFromAnUnwritableOrigin() throws IOException {
    Path root = folder.toRealPath();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    scratch = new Scratch(root);
    AnnexRepository published = scratch.annex("published");
    scratch.run(
        published.git().root(), "git", "annex", "fromkey", "--force", KEY.toString(), "layer");
    scratch.commitAll(published.git(), "a layer");
    Path origin = root.resolve("origin.git");
    scratch.run(root, "git", "clone", "--quiet", "--bare", "published", origin.toString());
    scratch.run(published.git().root(), "git", "push", "--quiet", origin.toString(), "git-annex");

    Path home = Files.createDirectory(root.resolve("reader"));
    Files.setAttribute(home, "unix:uid", 65534);
    CommandRunner reader = new AsReader(scratch.runner());
    scratch.run(root, "git", "config", "--file", "gitconfig", "--add", "safe.directory", "*");
    reader.run(TypedCommand.git(home, "clone", "--quiet", origin.toString(), "clone"));
    clone = AnnexRepository.initialise(GitRepository.at(home.resolve("clone"), reader), "reader");
  }

  private static Command whereIs(GitRepository git) {
    return git.git("annex", "whereis")
        .options("--json", "--batch-keys")
        .withInput(KEY + "\n")
        .accepting(0, 1);
  }

  @Test
  void gitAnnexWritesNoticesThere() throws IOException {
    assertTrue(
        clone.git().run(whereIs(clone.git())).lines().stream()
            .anyMatch(line -> line.contains("Sqlite does not work")));
  }

  @Test
  void recordsAreReadAllTheSame() throws IOException {
    Command whereIs = whereIs(clone.git());
    assertEquals(
        KEY.toString(),
        AnnexAnswers.objects(whereIs, clone.git().run(whereIs), Set.of(KEY))
            .getFirst()
            .path("key")
            .asString());
  }

  @Test
  void recordsAreWrittenAllTheSame() throws IOException {
    try (UrlRegistrar urls = clone.openUrlRegistrar();
        PresenceRecorder presence = clone.openPresenceRecorder()) {
      urls.register(KEY, URI.create("https://registry.example/v2/a/blobs/sha256:" + KEY.name()));
      presence.record(KEY, KnownRemotes.DATALAD, true);
    }
    String whereIs = clone.git().run(whereIs(clone.git())).text();
    assertTrue(whereIs.contains("https://registry.example/"), whereIs);
    assertTrue(whereIs.contains(KnownRemotes.DATALAD.toString()), whereIs);
  }

  @Test
  void contentIsFoundPutAndMovedAside() throws IOException {
    List<ProvenContent.BadContent> bad = new ArrayList<>();
    Path staged = Files.write(clone.git().root().resolve("x.sif"), CONTENT);
    Files.setAttribute(staged, "unix:uid", 65534);
    try (ProvenContent content = new ProvenContent(clone, bad::add)) {
      assertEquals(Optional.empty(), content.find(KEY));
      AnnexKey key =
          clone.keyFor(RepositoryPath.of("x.sif"), Digest.of(CONTENT), CONTENT.length, staged);
      assertEquals("SHA256E", key.backend());
      content.put(KEY, staged);
    }
    try (KeyLocator locator = clone.openLocator()) {
      Path file = locator.content(KEY).orElseThrow();
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Files.write(file, new byte[CONTENT.length]);
    }
    try (ProvenContent content = new ProvenContent(clone, bad::add)) {
      assertEquals(Optional.empty(), content.find(KEY));
      assertEquals(1, bad.size());
    }
  }
}
