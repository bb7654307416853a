package io.longshore.cli;

import java.util.Iterator;

/** The commands there are, as candidates for completion. */
final class CommandNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Main.commandLine().getSubcommands().values().stream()
        .map(command -> command.getCommandSpec())
        .filter(command -> !command.usageMessage().hidden())
        .map(command -> command.name())
        .iterator();
  }
}
