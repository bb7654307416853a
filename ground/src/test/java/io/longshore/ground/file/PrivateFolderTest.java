package io.longshore.ground.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.ground.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, to be two users. */
class PrivateFolderTest {
  private static final int OTHER = 65534;

  @TempDir Path temporary;
  private Path base;

  @BeforeEach
  void makeBase() throws IOException {
    base = Files.createDirectory(temporary.toRealPath().resolve("base"));
  }

  private PrivateFolder folder() {
    return PrivateFolder.below(base, "longshore", "blocks");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private static void give(Path path, int owner) throws IOException {
    Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
  }

  private FailureException refusal() {
    FailureException refused = assertThrows(FailureException.class, () -> folder().exists());
    assertThrows(FailureException.class, () -> folder().make());
    assertThrows(FailureException.class, () -> folder().files(Pattern.compile(".*")));
    return refused;
  }

  @Test
  void itIsMadeForThisUserAlone() throws IOException {
    assertFalse(folder().exists());
    assertEquals(List.of(), folder().files(Pattern.compile(".*")));
    folder().make();
    assertTrue(folder().exists());
    for (Path made : List.of(base.resolve("longshore"), base.resolve("longshore/blocks"))) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
    folder().make();
  }

  @Test
  void theBaseIsMadeToo() throws IOException {
    PrivateFolder folder = PrivateFolder.below(base.resolve("a/b"), "c");
    folder.make();
    assertTrue(folder.exists());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("a"))));
  }

  @Test
  void aBaseThatOthersMayWriteIsRefusedBeforeAnythingIsMade() throws IOException {
    permit(base, "rwxrwxrwx");
    FailureException refused = refusal();
    assertEquals(base.toString(), refused.subject());
    assertEquals("chmod go-w " + base, refused.nextStep());
    assertFalse(Files.exists(base.resolve("longshore")));
  }

  @Test
  void soIsOneThatItsGroupMayWrite() throws IOException {
    permit(base, "rwxrwx---");
    assertEquals("may be written by others", refusal().problem());
  }

  @Test
  void soIsOneFurtherUp() throws IOException {
    Path shared = Files.createDirectory(base.resolve("shared"));
    permit(shared, "rwxrwxrwx");
    Path ours = Files.createDirectory(shared.resolve("ours"));
    PrivateFolder folder = PrivateFolder.below(ours, "blocks");
    assertEquals(shared.toString(), assertThrows(FailureException.class, folder::make).subject());
  }

  @Test
  void inAStickyFolderWhatIsOursIsPrivate() throws IOException {
    mode(base, 01777);
    folder().make();
    assertTrue(folder().exists());
  }

  @Test
  void inAStickyFolderWhatIsAnothersIsRefused() throws IOException {
    mode(base, 01777);
    give(Files.createDirectories(base.resolve("longshore")), OTHER);
    assertEquals("belongs to another user (number " + OTHER + ")", refusal().problem());
  }

  @Test
  void aBaseOfAnotherUserIsRefused() throws IOException {
    give(base, OTHER);
    assertEquals(base.toString(), refusal().subject());
  }

  @Test
  void belowTheBaseNoLinkIsFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    Files.createDirectory(base.resolve("longshore"));
    Files.createSymbolicLink(base.resolve("longshore/blocks"), elsewhere);
    FailureException refused = refusal();
    assertEquals(base.resolve("longshore/blocks").toString(), refused.subject());
    assertTrue(refused.problem().startsWith("is a symbolic link"), refused.problem());
  }

  @Test
  void theBaseMayBeALinkOfOurs() throws IOException {
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(base.resolve("link"), Path.of("../base/elsewhere"));
    PrivateFolder folder = PrivateFolder.below(link, "blocks");
    folder.make();
    assertTrue(folder.exists());
    assertTrue(Files.isDirectory(elsewhere.resolve("blocks")));
  }

  @Test
  void aLinkOfAnotherUserIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(base.resolve("link"), elsewhere);
    give(link, OTHER);
    assertEquals(
        link.toString(),
        assertThrows(FailureException.class, PrivateFolder.below(link, "blocks")::make).subject());
  }

  @Test
  void aLinkOfOursIntoAFolderThatOthersMayWriteIsRefused() throws IOException {
    Path shared = Files.createDirectories(base.resolve("shared/ours"));
    permit(shared.getParent(), "rwxrwxrwx");
    Path link = Files.createSymbolicLink(base.resolve("link"), shared);
    assertEquals(
        shared.getParent().toString(),
        assertThrows(FailureException.class, PrivateFolder.below(link, "blocks")::make).subject());
  }

  @Test
  void aCircleOfLinksEnds() throws IOException {
    Path link = Files.createSymbolicLink(base.resolve("link"), Path.of("link"));
    assertThrows(FailureException.class, PrivateFolder.below(link, "blocks")::exists);
  }

  @Test
  void onlyOurOwnRegularFilesOfTheRightNameAreSeen() throws IOException {
    folder().make();
    Path folder = folder().path();
    Path ours = Files.writeString(folder.resolve("ours.pack"), "x");
    Files.writeString(folder.resolve("other.name"), "x");
    give(Files.writeString(folder.resolve("anothers.pack"), "x"), OTHER);
    permit(Files.writeString(folder.resolve("open.pack"), "x"), "rw-rw-rw-");
    Files.createSymbolicLink(folder.resolve("link.pack"), ours);
    Files.createDirectory(folder.resolve("folder.pack"));
    assertEquals(List.of(ours), folder().files(Pattern.compile(".*\\.pack")));
  }
}
