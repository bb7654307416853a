package io.longshore.dataset.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who beside its owner may use what lies in a repository's git folder. Whoever makes a file there
 * gives it this mode, as git does, or the next member of the group cannot go on.
 *
 * @param bits permissions, {@code 0} to {@code 0666}
 * @param exactly whether files have these permissions, or these in addition to those that the umask
 *     leaves
 * @see <a href="https://git-scm.com/docs/git-config">git-config, core.sharedRepository</a>
 */
public record SharedMode(int bits, boolean exactly) {
  /** As the umask says. */
  public static final SharedMode PRIVATE = new SharedMode(0, false);

  private static final SharedMode GROUP = new SharedMode(0660, false);
  private static final SharedMode EVERYBODY = new SharedMode(0664, false);

  private static final Pattern OCTAL = Pattern.compile("[0-7]{1,6}");
  private static final Pattern YES = Pattern.compile("true|yes|on|[+-]?0*[1-9][0-9]*");
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int READABLE = 0444;
  private static final int WRITABLE = 0222;
  private static final int OWNER_WRITES = 0200;
  private static final int OWNER_EXECUTES = 0100;
  private static final int GROUP_USES = 0060;
  private static final int SET_GROUP_ID = 02000;
  private static final int PERMISSIONS = 07777;
  private static final String MODE = "unix:mode";

  /**
   * Reads the value of {@code core.sharedRepository}, as git does. What git refuses counts as
   * private here: git itself tells of it.
   */
  public static SharedMode parse(String value) {
    if (OCTAL.matcher(value).matches()) {
      int mode = Integer.parseInt(value, 8);
      return switch (mode) {
        case 0 -> PRIVATE;
        case 1 -> GROUP;
        case 2 -> EVERYBODY;
        default ->
            (mode & OWNER_READS_AND_WRITES) == OWNER_READS_AND_WRITES
                ? new SharedMode(mode & 0666, true)
                : PRIVATE;
      };
    }
    return switch (value) {
      case "group" -> GROUP;
      case "all", "world", "everybody" -> EVERYBODY;
      default -> YES.matcher(value.toLowerCase(Locale.ROOT)).matches() ? GROUP : PRIVATE;
    };
  }

  public boolean isPrivate() {
    return equals(PRIVATE);
  }

  /** What {@code git init --shared=} is told to make another repository like it. */
  public Optional<String> forInit() {
    if (isPrivate()) {
      return Optional.empty();
    }
    if (exactly) {
      return Optional.of("0" + Integer.toOctalString(bits));
    }
    return Optional.of(equals(GROUP) ? "group" : "all");
  }

  /**
   * Gives a file or folder that we have just made its mode. Nothing happens in a private
   * repository.
   *
   * @return {@code made}
   */
  public Path applyTo(Path made) throws IOException {
    if (!isPrivate()) {
      int mode = (Integer) Files.getAttribute(made, MODE, LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
      boolean isFolder = Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS);
      int wanted = isFolder ? ofFolder(mode) : ofFile(mode);
      if (wanted != mode) {
        Files.setAttribute(made, MODE, wanted);
      }
    }
    return made;
  }

  private int ofFile(int mode) {
    int added = bits;
    if ((mode & OWNER_WRITES) == 0) {
      added &= ~WRITABLE;
    }
    if ((mode & OWNER_EXECUTES) != 0) {
      added |= executable(added);
    }
    return exactly ? (mode & ~0777) | added : mode | added;
  }

  // New files in it belong to its group, not to that of whoever makes them.
  private int ofFolder(int mode) {
    int wanted = ofFile(mode);
    int open = wanted | executable(wanted);
    return (open & GROUP_USES) == 0 ? open : open | SET_GROUP_ID;
  }

  private static int executable(int mode) {
    return (mode & READABLE) >> 2;
  }

  /** Makes a folder, and those above it that are not there; all of them get this mode. */
  public Path makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path above = folder.getParent();
    if (above != null) {
      makeFolders(above);
    }
    // Somebody else may make it at the same time.
    return Files.isDirectory(folder) ? folder : applyTo(Files.createDirectories(folder));
  }

  /** As {@link #applyTo}, for a folder that we have just made, and all that is in it but links. */
  public void applyToAllIn(Path folder) throws IOException {
    if (!isPrivate()) {
      try (Stream<Path> content = Files.walk(folder)) {
        for (Path inside : content.filter(path -> !Files.isSymbolicLink(path)).toList()) {
          applyTo(inside);
        }
      }
    }
  }

  /** As {@link #applyTo}, for a folder and all folders in it; files in them keep theirs. */
  public void applyToFoldersIn(Path folder) throws IOException {
    if (!isPrivate()) {
      try (Stream<Path> content = Files.walk(folder)) {
        for (Path inside : content.filter(path -> isFolder(path)).toList()) {
          applyTo(inside);
        }
      }
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
