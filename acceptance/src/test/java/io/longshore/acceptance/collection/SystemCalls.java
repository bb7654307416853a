package io.longshore.acceptance.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calls that name, remove and force files, in the order in which they returned, as {@code strace -f
 * -y} tells them. Positions count from 0; paths are given as patterns of their ends.
 */
public final class SystemCalls {
  /** What has to be traced. */
  public static final String TRACED =
      "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
          + "chdir,clone,clone3,vfork,fork";

  private static final Pattern UNFINISHED =
      Pattern.compile("^(\\d+) +(\\w+)\\((.*?),? ?<unfinished \\.\\.\\.>$");
  private static final Pattern RESUMED =
      Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)\\) += (\\d+)$");
  private static final Pattern WHOLE = Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += (\\d+)$");
  private static final Pattern DESCRIPTOR = Pattern.compile("(?:AT_FDCWD|\\d+)<([^>]*)>");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private enum Kind {
    FORCE,
    NAME,
    REMOVE
  }

  /** A call that succeeded, and the path it forced, made or removed. */
  private record Call(Kind kind, String path) {}

  private record Line(String process, String call, String arguments, String result) {}

  private final List<Call> calls = new ArrayList<>();
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Path> folders = new HashMap<>();

  private SystemCalls() {}

  /**
   * @param folder where the traced program was started
   */
  public static SystemCalls read(Path trace, Path folder) throws IOException {
    SystemCalls result = new SystemCalls();
    List<Line> lines = lines(trace);
    // A parent may be told of its child after the child's first calls.
    lines.stream()
        .filter(line -> line.call().contains("clone") || line.call().contains("fork"))
        .forEach(line -> result.parents.put(line.result(), line.process()));
    lines.forEach(line -> result.add(line, folder));
    return result;
  }

  private static List<Line> lines(Path trace) throws IOException {
    List<Line> lines = new ArrayList<>();
    Map<String, String> begun = new HashMap<>();
    for (String text : Files.readAllLines(trace)) {
      Matcher unfinished = UNFINISHED.matcher(text);
      Matcher resumed = RESUMED.matcher(text);
      Matcher whole = WHOLE.matcher(text);
      if (unfinished.matches()) {
        begun.put(unfinished.group(1), unfinished.group(3));
      } else if (resumed.matches()) {
        String arguments = begun.remove(resumed.group(1)) + resumed.group(3);
        lines.add(new Line(resumed.group(1), resumed.group(2), arguments, resumed.group(4)));
      } else if (whole.matches()) {
        lines.add(new Line(whole.group(1), whole.group(2), whole.group(3), whole.group(4)));
      }
    }
    return lines;
  }

  private void add(Line line, Path start) {
    switch (line.call()) {
      case "fsync", "fdatasync" -> calls.add(new Call(Kind.FORCE, forced(line.arguments())));
      case "unlink", "unlinkat" -> calls.add(new Call(Kind.REMOVE, last(line, start)));
      case "rename", "renameat", "renameat2", "link", "linkat" ->
          calls.add(new Call(Kind.NAME, last(line, start)));
      case "chdir" -> folders.put(line.process(), Path.of(last(line, start)));
      default -> {}
    }
  }

  private static String forced(String arguments) {
    Matcher descriptor = DESCRIPTOR.matcher(arguments);
    if (!descriptor.find()) {
      throw new IllegalArgumentException("strace without -y: " + arguments);
    }
    return descriptor.group(1);
  }

  private String last(Line line, Path start) {
    String path = "";
    int position = 0;
    Matcher quoted = QUOTED.matcher(line.arguments());
    while (quoted.find()) {
      path = quoted.group(1);
      position = quoted.start();
    }
    Path base = folderOf(line.process(), start);
    Matcher descriptor = DESCRIPTOR.matcher(line.arguments().substring(0, position));
    while (descriptor.find()) {
      base = Path.of(descriptor.group(1));
    }
    return base.resolve(path).normalize().toString();
  }

  private Path folderOf(String process, Path start) {
    String asked = process;
    while (asked != null && !folders.containsKey(asked)) {
      asked = parents.get(asked);
    }
    return asked == null ? start : folders.get(asked);
  }

  private List<Integer> all(Kind kind, String pattern) {
    Predicate<String> fits = Pattern.compile(".*" + pattern).asMatchPredicate();
    return IntStream.range(0, calls.size())
        .filter(i -> calls.get(i).kind() == kind && fits.test(calls.get(i).path()))
        .boxed()
        .toList();
  }

  private int only(Kind kind, String pattern) {
    List<Integer> found = all(kind, pattern);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " calls " + kind + " " + pattern + ", not one");
    }
    return found.getFirst();
  }

  private int first(Kind kind, String pattern, Predicate<Integer> where) {
    return all(kind, pattern).stream()
        .filter(where)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no call " + kind + " " + pattern + " there"));
  }

  public List<Integer> allForced(String pattern) {
    return all(Kind.FORCE, pattern);
  }

  /** Where files got their names, be it by renaming or linking. */
  public List<Integer> allNamed(String pattern) {
    return all(Kind.NAME, pattern);
  }

  public int onlyNamed(String pattern) {
    return only(Kind.NAME, pattern);
  }

  public int onlyRemoved(String pattern) {
    return only(Kind.REMOVE, pattern);
  }

  public int firstNamedAfter(int position, String pattern) {
    return first(Kind.NAME, pattern, call -> call > position);
  }

  public int firstForced(String pattern) {
    return first(Kind.FORCE, pattern, _ -> true);
  }

  public int firstForcedAfter(int position, String pattern) {
    return first(Kind.FORCE, pattern, call -> call > position);
  }

  public Set<String> paths(List<Integer> positions) {
    return positions.stream()
        .map(position -> calls.get(position).path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The calls at some positions, for messages. */
  public String show(int... positions) {
    StringBuilder text = new StringBuilder();
    for (int position : positions) {
      text.append(position).append(' ').append(calls.get(position)).append('\n');
    }
    return text.toString();
  }
}
