package io.longshore.image.soundness;

import io.longshore.image.inspect.RuntimeFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders in which an image's programs are looked for.
 *
 * @param sure whether there are no others: a script may set the variable to what only a shell knows
 */
record SearchPath(List<String> folders, boolean sure) {
  // What Apptainer gives an image that has none.
  private static final String DEFAULT =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** A PATH with more folders is nobody's. */
  private static final int MOST_FOLDERS = 100;

  /** Scripts of Apptainer itself: they change the PATH for {@code --app}, or as the user wants. */
  private static final Set<String> OF_APPTAINER =
      Set.of("95-apps.sh", "99-base.sh", "99-runtimevars.sh");

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?m)^([ \\t]*)(?:export[ \\t]+)?PATH=(?:\"([^\"\\n"
              + "]*)\"|'([^'\\n"
              + "]*)'|([^ \\t\"';&|\\n"
              + "]*))");

  private static final Pattern PATH_SO_FAR = Pattern.compile("\\$(?:PATH\\b|\\{PATH\\})");

  SearchPath {
    folders = List.copyOf(folders);
  }

  static SearchPath of(RuntimeFacts facts) {
    String path = DEFAULT;
    boolean sure = true;
    for (String variable : facts.environment()) {
      if (variable.startsWith("PATH=")) {
        path = variable.substring("PATH=".length());
      }
    }
    // The variables of a definition come after those of the image it is built from.
    for (Map.Entry<String, String> script : facts.environmentScripts().entrySet()) {
      String name = script.getKey().substring(script.getKey().lastIndexOf('/') + 1);
      if (OF_APPTAINER.contains(name)) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(script.getValue());
      while (assignment.find()) {
        String value = value(assignment, path);
        boolean always = assignment.group(1).isEmpty();
        sure &= always && !value.contains("$") && !value.contains("`");
        path = always ? value : value + ":" + path;
      }
    }
    return new SearchPath(
        Stream.of(path.split(":"))
            .filter(folder -> folder.startsWith("/") && !folder.contains("$"))
            .distinct()
            .limit(MOST_FOLDERS)
            .toList(),
        sure);
  }

  private static String value(Matcher assignment, String path) {
    if (assignment.group(3) != null) {
      return assignment.group(3);
    }
    String text = assignment.group(2) == null ? assignment.group(4) : assignment.group(2);
    return PATH_SO_FAR.matcher(text).replaceAll(Matcher.quoteReplacement(path));
  }

  @Override
  public String toString() {
    return String.join(":", folders);
  }
}
