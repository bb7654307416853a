package io.longshore.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Groups problems by their cause, so that each cause is printed once with the number of images or
 * files that it concerns. Two problems have the same cause if their kinds are equal and their texts
 * are equal apart from the names, files, digests and numbers of each thing.
 */
public final class Causes {
  private static final int MOST_NAMED = 3;

  /** Shorter words may occur in any text, so they do not identify a thing. */
  private static final int SHORTEST_OWN = 4;

  private static final String OWN = "...";
  private static final Pattern PATH = Pattern.compile("\\bimages(-oci)?/[^\\s,;:'\"()]+");
  private static final Pattern DIGEST = Pattern.compile("\\b(sha\\d+[:-])?[0-9a-f]{12,}\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final SequencedMap<Key, Cause> causes = new LinkedHashMap<>();

  private record Key(String kind, String problem) {}

  /**
   * One problem.
   *
   * @param thing the image or file, as it is listed
   * @param kind a word for the kind of the problem; may be empty
   * @param subject the subject of the problem; empty if it is {@code thing}
   */
  public record Problem(String thing, String kind, String subject, String problem, String next) {
    String text() {
      return (subject.isEmpty() || subject.equals(thing) ? "" : subject + ": ")
          + problem
          + (kind.isEmpty() ? "" : " (" + kind + ")");
    }

    /** {@code text} without the words that belong to this thing alone. */
    private String general(String text) {
      String general = PATH.matcher(text).replaceAll(OWN);
      for (String own : own()) {
        general = general.replaceAll("([^\\s:'\"(]*/)?" + Pattern.quote(own), OWN);
      }
      return DIGEST.matcher(general).replaceAll(OWN);
    }

    /**
     * The paths and names of the thing, in all spellings in which texts may have them, longest
     * first.
     */
    private List<String> own() {
      Set<String> own = new LinkedHashSet<>();
      for (String path : List.of(thing, subject)) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        String name = file.replaceAll("^Singularity\\.|\\.(sif|oci|sing|simg)$", "");
        String withoutFamily = name.substring(name.indexOf('-') + 1);
        own.addAll(List.of(path, file, name, withoutFamily));
        own.add(withoutFamily.replace("--", "_"));
      }
      return own.stream()
          .filter(word -> word.length() >= SHORTEST_OWN)
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();
    }
  }

  /** The problems of one cause, in the order they were found; at least one. */
  public record Cause(List<Problem> problems) {
    Cause(Problem first) {
      this(new ArrayList<>(List.of(first)));
    }

    int size() {
      return problems.size();
    }

    private Problem first() {
      return problems.getFirst();
    }

    private boolean isOne() {
      return problems.size() == 1;
    }

    /**
     * The lines with the cause, the next step and the things concerned.
     *
     * @param thing a singular noun for the things, such as {@code image}
     */
    public List<String> lines(String thing) {
      List<String> lines = new ArrayList<>();
      if (isOne()) {
        lines.add(first().thing() + ": " + first().text());
      } else {
        lines.add(Messages.count(size(), thing) + ": " + text());
      }
      if (!first().next().isEmpty()) {
        lines.add(
            (sameOf(Problem::next) ? "  next: " : "  next, for the first: ") + first().next());
      }
      if (!isOne()) {
        lines.add("  " + named());
      }
      return lines;
    }

    /** The text that all problems have in common. */
    private String text() {
      String kind = first().kind().isEmpty() ? "" : " (" + first().kind() + ")";
      String problem = sameOf(Problem::problem) ? first().problem() : common();
      boolean same = sameOf(Problem::subject) && !first().subject().isEmpty();
      return (same ? first().subject() + ": " : "") + problem + kind;
    }

    /** The words that all problems have in common. */
    private String common() {
      String[] common = first().general(first().problem()).split(" ");
      for (Problem other : problems) {
        String[] words = other.general(other.problem()).split(" ");
        for (int i = 0; i < Math.min(common.length, words.length); i++) {
          common[i] = common[i].equals(words[i]) ? common[i] : OWN;
        }
      }
      return String.join(" ", common);
    }

    private boolean sameOf(Function<Problem, String> part) {
      return problems.stream().map(part).distinct().count() == 1;
    }

    private String named() {
      List<String> things = problems.stream().map(Problem::thing).distinct().toList();
      return things.size() <= MOST_NAMED
          ? String.join(", ", things)
          : String.join(", ", things.subList(0, MOST_NAMED))
              + " and "
              + (things.size() - MOST_NAMED)
              + " more";
    }
  }

  /**
   * @return whether {@code problem} is the first of its cause
   */
  public boolean add(Problem problem) {
    String general = NUMBER.matcher(problem.general(problem.problem())).replaceAll("#");
    Key key = new Key(problem.kind(), general);
    Cause known = causes.get(key);
    if (known != null) {
      known.problems().add(problem);
      return false;
    }
    causes.put(key, new Cause(problem));
    return true;
  }

  public boolean isEmpty() {
    return causes.isEmpty();
  }

  /** The causes in the order they were found. */
  List<Cause> inOrder() {
    return List.copyOf(causes.values());
  }

  /** The causes, the most frequent first. */
  public List<Cause> all() {
    return causes.values().stream()
        .sorted(Comparator.comparingInt(Cause::size).reversed())
        .toList();
  }

  /** The number of problems of each kind, the most frequent first. */
  Map<String, Integer> byKind() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    all().forEach(cause -> kinds.merge(cause.first().kind(), cause.size(), Integer::sum));
    return kinds;
  }
}
