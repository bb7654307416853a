package io.longshore.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

class CompletionTest {
  @Command(
      name = "longshore",
      subcommands = {Sail.class, Dock.class, Secret.class, Help.class})
  static final class Ship {
    @Option(
        names = {"-C", "--dataset"},
        paramLabel = "DIR",
        scope = ScopeType.INHERIT)
    Path dataset;

    @Option(
        names = {"-q", "--quiet"},
        scope = ScopeType.INHERIT,
        description = "Say little. Or nothing.")
    boolean quiet;
  }

  @Command(name = "sail")
  static final class Sail {
    @Option(names = "--log-file", paramLabel = "FILE")
    Path log;

    @Option(names = "--speed", paramLabel = "N")
    int speed;

    @Option(names = "--wind", completionCandidates = Winds.class)
    String wind;

    @Option(names = "--secret", hidden = true)
    boolean secret;

    @Parameters(index = "0")
    Path map;

    @Parameters(index = "1..*", completionCandidates = NameKind.Images.class)
    List<String> harbours;
  }

  static final class Winds extends ArrayList<String> {
    Winds() {
      super(List.of("northerly", "southerly"));
    }
  }

  @Command(name = "dock", subcommands = Unload.class)
  static final class Dock {}

  @Command(name = "unload")
  static final class Unload {
    @Option(names = "--crane")
    boolean crane;
  }

  @Command(name = "secret", hidden = true)
  static final class Secret {}

  @Command(name = "help")
  static final class Help {
    @Parameters(paramLabel = "COMMAND", arity = "0..1")
    String command;
  }

  private static final SequencedMap<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("sail", "Go to sea. With care.");
    COMMANDS.put("dock", "Come back:");
    COMMANDS.put("help", "");
  }

  private static String offered(String... words) {
    return new Completion(
            new CommandLine(new Ship()).getCommandSpec(),
            COMMANDS,
            (kind, dataset) -> Stream.of(new Suggestion("images of " + dataset, kind.kinds() + "")))
        .complete(List.of(words))
        .lines();
  }

  @Test
  void commandsWithWhatTheyDo() {
    assertEquals("sail\tGo to sea\ndock\tCome back\nhelp\n", offered(""));
    assertEquals("sail\tGo to sea\n", offered("s"));
    assertEquals("dock\tCome back\n", offered("-q", "do"));
    assertEquals("unload\n", offered("dock", ""));
    assertEquals("sail\tGo to sea\ndock\tCome back\nhelp\n", offered("help", ""));
    assertEquals("", offered("nosuch", ""));
  }

  @Test
  void optionsThatAreNotHidden() {
    assertEquals("--speed\n", offered("sail", "--s"));
    assertEquals("--quiet\tSay little\n", offered("dock", "unload", "--q"));
    assertEquals("--crane\n", offered("dock", "unload", "--c"));
    assertEquals("-q\tSay little\n", offered("-q"));
  }

  @Test
  void valuesBehindTheirOptions() {
    assertEquals("northerly\nsoutherly\n", offered("sail", "--wind", ""));
    assertEquals("--wind=northerly\n", offered("sail", "--wind=n"));
    assertEquals("", offered("sail", "--speed", ""));
    assertEquals("", offered("sail", "--speed="));
    assertEquals(":files\n", offered("sail", "--log-file", "x"));
    assertEquals(":folders\n", offered("-C", ""));
    assertEquals(":folders\n", offered("-qC", ""));
  }

  @Test
  void parametersByTheirPlaces() {
    assertEquals(":files\n", offered("sail", ""));
    assertEquals(":files\n", offered("sail", "--speed", "3", "--", "-"));
    assertEquals("", offered("sail", "map", "--", "--wind"));
  }

  @Test
  void namesOfTheDatasetThatIsMeant() {
    String kinds = "\t" + new NameKind.Images().kinds() + "\n";
    assertEquals("images of " + kinds, offered("sail", "map", ""));
    assertEquals("images of /a" + kinds, offered("-C", "/a", "sail", "map", "first", "im"));
    assertEquals("images of /a" + kinds, offered("sail", "-qC/a", "map", ""));
    assertEquals("images of /a" + kinds, offered("sail", "--dataset=/a", "map", ""));
    assertEquals("", offered("sail", "map", "x"));
  }

  @Test
  void nothingThatWouldLeaveItsLine() {
    Suggestions some =
        Suggestions.of(Stream.of("a\nb", "a\tb", "a\u001b[2J", "ab").map(Suggestion::of));
    assertEquals("ab\n", some.beginningWith("a").lines());
  }
}
