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
 * The mode of files in a repository's git folder, which decides who beside the owner may use them.
 * Like git, Longshore gives this mode to each file that it makes there, so that other members of
 * the group can continue the work.
 *
 * @param bits permissions, {@code 0} to {@code 0666}
 * @param exactly whether files get exactly these permissions; otherwise they are added to those
 *     that the umask gives
 * @see <a href="https://git-scm.com/docs/git-config">git-config, core.sharedRepository</a>
 */
public record SharedMode(int bits, boolean exactly) {
  /** The mode that the umask gives. */
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
   * Reads the value of {@code core.sharedRepository} like git. Values that git refuses count as
   * private, since git itself reports them.
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

  /** The value of {@code git init --shared=} for a repository with the same mode. */
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
   * Sets the mode of a file or folder that this process has just made. Nothing happens in a private
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

  // The set-group-ID bit: new files in the folder get its group, not the group of their maker.
  private int ofFolder(int mode) {
    int wanted = ofFile(mode);
    int open = wanted | executable(wanted);
    return (open & GROUP_USES) == 0 ? open : open | SET_GROUP_ID;
  }

  private static int executable(int mode) {
    return (mode & READABLE) >> 2;
  }

  /** Makes a folder and its missing parents, all with this mode. */
  public Path makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path above = folder.getParent();
    if (above != null) {
      makeFolders(above);
    }
    // Another process may make the folder at the same time.
    return Files.isDirectory(folder) ? folder : applyTo(Files.createDirectories(folder));
  }

  /**
   * Applies the mode to a folder that this process has just made, and to everything in it except
   * links.
   */
  public void applyToAllIn(Path folder) throws IOException {
    if (!isPrivate()) {
      try (Stream<Path> content = Files.walk(folder)) {
        for (Path inside : content.filter(path -> !Files.isSymbolicLink(path)).toList()) {
          applyTo(inside);
        }
      }
    }
  }

  /** Applies the mode to a folder and all folders in it. Files keep their modes. */
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
