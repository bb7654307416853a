package io.longshore.dataset.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command, separated by their role. No program takes a word behind {@code --} for an
 * option.
 *
 * @param words the program, options before the subcommand, and the subcommand
 * @param options further options; an option with a value is one word or two
 * @param revisions commits or refs that git looks up
 * @param operands other arguments: paths, URLs, keys, names
 */
record CommandLine(
    List<String> words, List<String> options, List<String> revisions, List<String> operands) {

  CommandLine {
    words = List.copyOf(words);
    options = List.copyOf(options);
    revisions = List.copyOf(revisions);
    operands = List.copyOf(operands);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no program to run");
    }
    for (List<String> part : List.of(words, options, revisions, operands)) {
      if (part.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
        throw new IllegalArgumentException("an argument of " + words.getFirst() + " holds NUL");
      }
    }
  }

  CommandLine(List<String> words) {
    this(words, List.of(), List.of(), List.of());
  }

  CommandLine withWords(List<String> more) {
    return new CommandLine(joined(words, more), options, revisions, operands);
  }

  CommandLine withOptions(List<String> more) {
    return new CommandLine(words, joined(options, more), revisions, operands);
  }

  CommandLine withRevisions(List<String> more) {
    return new CommandLine(words, options, joined(revisions, more), operands);
  }

  CommandLine withOperands(List<String> more) {
    return new CommandLine(words, options, revisions, joined(operands, more));
  }

  private static List<String> joined(List<String> first, List<String> more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(more);
    return all;
  }

  String program() {
    return words.getFirst();
  }

  /** All words, as the program receives them. */
  List<String> argv() {
    List<String> argv = new ArrayList<>(joined(words, options));
    if (!revisions.isEmpty()) {
      // git would take words behind "--" for paths.
      argv.add("--end-of-options");
      argv.addAll(revisions);
    }
    if (!operands.isEmpty()) {
      argv.add("--");
      argv.addAll(operands);
    }
    return List.copyOf(argv);
  }

  /** Program and subcommand, as a user would name the command: {@code git annex registerurl}. */
  String shortName() {
    List<String> names = words.stream().filter(word -> !word.startsWith("-")).toList();
    int length = names.size() > 1 && names.get(1).equals("annex") ? 3 : 2;
    return String.join(" ", names.subList(0, Math.min(length, names.size())));
  }
}
