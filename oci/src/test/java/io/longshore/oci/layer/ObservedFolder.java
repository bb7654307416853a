package io.longshore.oci.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.longshore.ground.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Observes a folder, as root, through find, stat, sha256sum and getfattr: names and link targets
 * come as the bytes they are, which {@link Path} does not give.
 */
public final class ObservedFolder {
  /** Path, type, permissions, owner, group, time, inode, size, link target. */
  private static final String FORMAT = "%P\\0%y\\0%m\\0%U\\0%G\\0%T@\\0%i\\0%s\\0%l\\0";

  private static final int FIELDS = 9;
  private static final int DIGEST_LENGTH = 64;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7][0-7])");

  private final Path folder;
  private final Map<String, String> digests;
  private final Map<String, String> devices;
  private final Map<String, Map<String, String>> extended;
  private final Map<String, String> firstNames = new HashMap<>();

  private ObservedFolder(Path folder) throws IOException {
    this.folder = folder;
    digests = readDigests();
    devices = readDevices();
    extended = readExtendedAttributes();
  }

  /** All files in the folder by path; the folder's own is empty. */
  public static NavigableMap<String, ObservedFile> read(Path folder) throws IOException {
    return new ObservedFolder(folder).read();
  }

  private NavigableMap<String, ObservedFile> read() throws IOException {
    String[] fields = output("find", ".", "-printf", FORMAT).split("\0", -1);
    NavigableMap<String, Integer> places = new TreeMap<>();
    for (int i = 0; i + FIELDS <= fields.length; i += FIELDS) {
      places.put(ObservedFile.printable(bytes(fields[i])), i);
    }
    NavigableMap<String, ObservedFile> files = new TreeMap<>();
    places.forEach((path, i) -> files.put(path, file(path, fields, i)));
    return files;
  }

  private ObservedFile file(String path, String[] fields, int i) {
    String rawPath = fields[i];
    return new ObservedFile(
        kind(fields, i),
        Integer.parseInt(fields[i + 2], 8),
        Long.parseLong(fields[i + 3]),
        Long.parseLong(fields[i + 4]),
        (long) Math.floor(Double.parseDouble(fields[i + 5])),
        firstNames.computeIfAbsent(fields[i + 6], inode -> path),
        extended.getOrDefault(rawPath, Map.of()));
  }

  private String kind(String[] fields, int i) {
    String rawPath = fields[i];
    return switch (fields[i + 1]) {
      case "d" -> "directory";
      case "f" -> ObservedFile.fileKind(Long.parseLong(fields[i + 7]), digests.get(rawPath));
      case "l" -> "link to " + Printable.bytes(bytes(fields[i + 8]));
      case "p" -> "fifo";
      case "s" -> "socket";
      case "b" -> "block device " + devices.get(rawPath);
      case "c" -> "character device " + devices.get(rawPath);
      default -> throw new AssertionError("a file of type " + fields[i + 1]);
    };
  }

  private Map<String, String> readDigests() throws IOException {
    String lines = output("find", ".", "-type", "f", "-exec", "sha256sum", "-z", "{}", "+");
    Map<String, String> found = new HashMap<>();
    for (String line : lines.split("\0")) {
      if (!line.isEmpty()) {
        // A space and a mark, then "./" and the path.
        found.put(line.substring(DIGEST_LENGTH + 4), line.substring(0, DIGEST_LENGTH));
      }
    }
    return found;
  }

  private Map<String, String> readDevices() throws IOException {
    String lines =
        output("find", ".", "-type", "b,c", "-exec", "stat", "--printf", "%t:%T:%n\\0", "{}", "+");
    Map<String, String> found = new HashMap<>();
    for (String line : lines.split("\0")) {
      if (!line.isEmpty()) {
        String[] parts = line.split(":", 3);
        found.put(
            parts[2].substring(2),
            Integer.parseInt(parts[0], 16) + ":" + Integer.parseInt(parts[1], 16));
      }
    }
    return found;
  }

  /** By path; values in hexadecimal. */
  private Map<String, Map<String, String>> readExtendedAttributes() throws IOException {
    Map<String, Map<String, String>> found = new HashMap<>();
    String path = "";
    byte[] lines =
        Commands.output(
            folder,
            // What the kernel says of a squashfs without any.
            message -> message.endsWith(": Operation not supported"),
            "getfattr",
            "-R",
            "-P",
            "-h",
            "-d",
            "-e",
            "hex",
            "-m",
            "-",
            ".");
    for (String line : new String(lines, ISO_8859_1).split("\n")) {
      if (line.startsWith("# file: ")) {
        path = unescaped(line.substring("# file: ".length())).replaceFirst("^\\.(/|$)", "");
      } else if (!line.isEmpty()) {
        int equals = line.lastIndexOf("=0x");
        found
            .computeIfAbsent(path, p -> new TreeMap<>())
            .put(unescaped(line.substring(0, equals)), line.substring(equals + 3));
      }
    }
    return found;
  }

  private static String unescaped(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(
            octal ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(octal.group(1), 8))));
  }

  private String output(String... command) throws IOException {
    return new String(Commands.output(folder, command), ISO_8859_1);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }
}
