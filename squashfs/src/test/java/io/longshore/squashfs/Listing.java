package io.longshore.squashfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Describes a folder in the words of {@link Images#describe}, without extended attributes. */
final class Listing {
  private static final int FIELDS = 8;

  private Listing() {}

  static SortedMap<String, String> of(Path folder) throws IOException, InterruptedException {
    Map<String, String> digests = digests(folder);
    Map<String, String> devices = deviceNumbers(folder);
    // Path, type, permissions, owner, group, time, links, link target.
    String[] fields =
        Tool.run("find", folder.toString(), "-printf", "%P\\0%y\\0%m\\0%U\\0%G\\0%T@\\0%n\\0%l\\0")
            .split("\0", -1);
    SortedMap<String, String> result = new TreeMap<>();
    for (int i = 0; i + FIELDS <= fields.length; i += FIELDS) {
      String path = fields[i];
      String kind =
          switch (fields[i + 1]) {
            case "d" -> "directory";
            case "f" -> "file " + digests.get(path);
            case "l" -> "link to " + fields[i + 7];
            case "b" -> "BLOCK " + devices.get(path);
            case "c" -> "CHARACTER " + devices.get(path);
            case "p" -> "fifo";
            case "s" -> "socket";
            default -> throw new AssertionError("a file of type " + fields[i + 1]);
          };
      Attributes attributes =
          new Attributes(
              Integer.parseInt(fields[i + 2], 8),
              Long.parseLong(fields[i + 3]),
              Long.parseLong(fields[i + 4]),
              Long.parseLong(fields[i + 5].replaceFirst("\\..*", "")));
      result.put(path, Images.describe(kind, attributes, Long.parseLong(fields[i + 6])));
    }
    return result;
  }

  private static Map<String, String> digests(Path folder) throws IOException, InterruptedException {
    Map<String, String> result = new HashMap<>();
    String sizes = Tool.run("find", folder.toString(), "-type", "f", "-printf", "%P\\0%s\\0");
    String[] fields = sizes.split("\0");
    for (int i = 0; i + 1 < fields.length; i += 2) {
      result.put(fields[i], fields[i + 1]);
    }
    String digests =
        Tool.run("find", folder.toString(), "-type", "f", "-exec", "sha256sum", "-z", "{}", "+");
    for (String line : digests.split("\0")) {
      if (!line.isEmpty()) {
        String path = line.substring(66 + folder.toString().length() + 1);
        result.computeIfPresent(path, (name, size) -> size + " " + line.substring(0, 64));
      }
    }
    return result;
  }

  private static Map<String, String> deviceNumbers(Path folder)
      throws IOException, InterruptedException {
    Map<String, String> result = new HashMap<>();
    String output =
        Tool.run(
            "find",
            folder.toString(),
            "(",
            "-type",
            "b",
            "-o",
            "-type",
            "c",
            ")",
            "-printf",
            "%P\\0",
            "-exec",
            "stat",
            "-c",
            "%t %T",
            "{}",
            ";");
    String[] parts = output.split("[\0\n]");
    for (int i = 0; i + 1 < parts.length; i += 2) {
      String[] numbers = parts[i + 1].split(" ");
      result.put(
          parts[i], Integer.parseInt(numbers[0], 16) + " " + Integer.parseInt(numbers[1], 16));
    }
    return result;
  }
}
