package io.longshore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ManualTest {
  @TempDir private Path folder;

  private record Rendered(String text, String complaints) {}

  static List<CommandSpec> commands() {
    CommandSpec program = Main.commandLine().getCommandSpec();
    return Stream.concat(
            Stream.of(program),
            program.subcommands().values().stream().map(command -> command.getCommandSpec()))
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  private static Rendered rendered(Path page) throws IOException {
    Path complaints = Files.createTempFile(page.getParent(), "complaints", "");
    ProcessBuilder man =
        new ProcessBuilder("man", "-l", "--warnings", page.toString())
            .redirectError(complaints.toFile());
    man.environment().put("MANWIDTH", "80");
    man.environment().put("LC_ALL", "C.UTF-8");
    Process process = man.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Rendered(text, Files.readString(complaints));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyPageIsCleanAndHasEveryOption(CommandSpec command) throws IOException {
    List<String> name = command.parent() == null ? List.of() : List.of(command.name());
    Program.Result printed = Program.run(Stream.concat(Stream.of("man"), name.stream()).toList());
    assertEquals(0, printed.exitCode(), printed.errors());
    Path page = Files.writeString(folder.resolve("page.1"), printed.output());

    Rendered rendered = rendered(page);

    assertEquals("", rendered.complaints());
    for (OptionSpec option : command.options()) {
      assertTrue(rendered.text().contains(option.longestName()), option.longestName());
    }
    for (String heading : List.of("NAME", "SYNOPSIS", "EXIT STATUS", "SEE ALSO")) {
      assertTrue(rendered.text().contains("\n" + heading + "\n"), heading);
    }
    assertTrue(
        rendered.text().lines().noneMatch(line -> line.codePointCount(0, line.length()) > 100),
        rendered.text());
  }

  /** A footer is printed as it was written, and what is wider than a terminal breaks anywhere. */
  @Test
  void noLineOfAFooterIsWiderThanATerminal() {
    List<String> wide = new ArrayList<>();
    addWideLines(Main.commandLine().getCommandSpec(), wide);
    assertEquals(List.of(), wide);
  }

  private static void addWideLines(CommandSpec command, List<String> wide) {
    for (String line : command.usageMessage().footer()) {
      if (line.length() >= 79) {
        wide.add(command.qualifiedName() + ": " + line);
      }
    }
    command.subcommands().values().forEach(below -> addWideLines(below.getCommandSpec(), wide));
  }

  @Test
  void whatIsToBeTypedCanBePasted() throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("page.1"), Program.run(List.of("man", "migrate")).output());
    String text = rendered(page).text();
    assertTrue(text.contains("--dry-run"), text);
    assertTrue(text.contains("longshore-migrate - Move"), text);
  }

  @Test
  void allPagesAreWrittenWhereManLooks() throws IOException {
    Program.Result result = Program.run(List.of("man", "--write-to", folder.toString()));
    assertEquals(0, result.exitCode(), result.errors());
    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      assertEquals(
          new TreeSet<>(commands().stream().map(c -> c.qualifiedName("-") + ".1").toList()),
          new TreeSet<>(pages.map(page -> page.getFileName().toString()).toList()));
    }
  }

  @Test
  void aCommandThatIsNotThereIsWrongUsage() {
    Program.Result result = Program.run(List.of("man", "fly"));
    assertEquals(2, result.exitCode());
    assertTrue(result.errors().contains("there is no command 'fly'"), result.errors());
  }

  @Test
  void theVariablesOfTheLauncherAreInThePage() throws IOException {
    Path checkout = Path.of("").toAbsolutePath().getParent();
    String page = Program.run(List.of("man")).output();
    Pattern.compile("^# {3}(LONGSHORE_[A-Z_]+)", Pattern.MULTILINE)
        .matcher(Files.readString(checkout.resolve("longshore")))
        .results()
        .forEach(found -> assertTrue(page.contains(found.group(1)), found.group(1)));
  }
}
