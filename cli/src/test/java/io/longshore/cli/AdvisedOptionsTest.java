package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** An option that a message advises is one that a command has. */
class AdvisedOptionsTest {
  private static final List<String> MODULES =
      List.of("ground", "oci", "image", "dataset", "collection", "loopback", "cli");

  /** Text between quotation marks, over several lines if a plus sign joins them. */
  private static final Pattern LITERAL =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*\")*");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

  /** Whose options may stand in messages too. */
  private static final Pattern OTHER_PROGRAM =
      Pattern.compile(
          "\\b(git|datalad|docker|skopeo|apt-get|apptainer|cp|iconv|systemctl|verifyremote)\\b");

  private static Set<String> options(CommandLine command) {
    Set<String> options = new TreeSet<>();
    command.getCommandSpec().options().forEach(o -> options.addAll(List.of(o.names())));
    command.getSubcommands().values().forEach(sub -> options.addAll(options(sub)));
    return options;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> tree = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        tree.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  @Test
  void isOneThatACommandHas() throws IOException {
    Set<String> ours = options(Main.commandLine());
    List<String> phantoms = new ArrayList<>();
    int known = 0;
    for (Path source : sources()) {
      Matcher literal = LITERAL.matcher(Files.readString(source));
      while (literal.find()) {
        String text = literal.group().replaceAll("\"\\s*\\+\\s*\"", "");
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
          // Words stand before it; else it is a word of a command itself.
          boolean advised =
              text.substring(0, option.start()).matches("(?s).*[a-zA-Z]\\W.*")
                  && !OTHER_PROGRAM.matcher(text).find();
          if (advised && !ours.contains(option.group())) {
            phantoms.add(source.getFileName() + ": " + text);
          } else if (advised) {
            known++;
          }
        }
      }
    }
    assertEquals(List.of(), phantoms);
    assertTrue(known > 20, "found only " + known);
  }
}
