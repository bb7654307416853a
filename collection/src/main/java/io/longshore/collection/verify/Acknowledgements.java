package io.longshore.collection.verify;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.longshore.collection.inventory.CommittedFiles;
import io.longshore.collection.verify.report.Acknowledged;
import io.longshore.collection.verify.report.CheckResult;
import io.longshore.collection.verify.report.Finding;
import io.longshore.dataset.git.object.RepositoryPath;
import io.longshore.dataset.git.object.TreeEntry;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the findings that the dataset's maintainers have acknowledged, from a committed file in
 * UTF-8. Each line has the name of a check, a tab, the subject of the finding as the check prints
 * it, a tab, and the reason why the finding stays. Empty lines and lines that begin with {@code #}
 * are skipped. A file with a wrong line is refused as a whole.
 */
final class Acknowledgements {
  static final RepositoryPath PATH = RepositoryPath.of(".datalad/longshore-acknowledged");

  private static final int MOST_TOLD = 10;

  // The findings of this check cannot be acknowledged: unsaved changes differ from clone to clone
  // and from minute to minute.
  private static final String CLEAN = new CleanCheck().name();

  /**
   * An acknowledged finding.
   *
   * @param subject as the check prints it
   */
  private record Key(String check, String subject) {}

  /**
   * @param line number of the line in the file, from 1
   */
  private record Reason(String text, int line) {}

  private final Map<Key, Reason> reasons = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  private Acknowledgements() {}

  /**
   * @throws FailureException of kind DATASET if lines are wrong; the message names them
   */
  static Acknowledgements in(CommittedFiles superdataset) throws IOException {
    Acknowledgements found = new Acknowledgements();
    Optional<TreeEntry> entry = superdataset.entry(PATH);
    if (entry.isEmpty()) {
      return found;
    }
    if (!entry.get().mode().isRegularFile() || superdataset.key(entry.get()).isPresent()) {
      throw refused(
          "is no file in git itself", "have git keep it: git annex unannex it, git add it");
    }
    int number = 0;
    Set<String> checks = Check.names();
    for (String line : text(superdataset.content(entry.get())).lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        found.add(line, number, checks);
      }
    }
    found.refuseMistakes();
    return found;
  }

  private static String text(byte[] bytes) throws FailureException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused("is not UTF-8 text", "iconv --to-code UTF-8 it");
    }
  }

  private void add(String line, int number, Set<String> checks) {
    String[] fields = line.split("\t", 3);
    String check = fields[0].strip();
    if (fields.length < 3 || fields[1].isBlank()) {
      mistake(number, "is not CHECK, tab, SUBJECT, tab, REASON");
    } else if (fields[2].isBlank()) {
      mistake(number, "gives no reason");
    } else if (check.equals(CLEAN)) {
      mistake(number, "acknowledges what is not saved; save it");
    } else if (!checks.contains(check)) {
      mistake(number, "'" + check + "' is no check; one of " + String.join(", ", checks) + " is");
    } else {
      Reason earlier =
          reasons.putIfAbsent(
              new Key(check, fields[1].strip()), new Reason(fields[2].strip(), number));
      if (earlier != null) {
        mistake(number, "says again what line " + earlier.line() + " says");
      }
    }
  }

  private void mistake(int line, String problem) {
    mistakes.add("line " + line + " " + problem);
  }

  private void refuseMistakes() throws FailureException {
    if (!mistakes.isEmpty()) {
      int untold = mistakes.size() - MOST_TOLD;
      throw refused(
          String.join("; ", mistakes.subList(0, Math.min(MOST_TOLD, mistakes.size())))
              + (untold > 0 ? "; and " + untold + " more" : ""),
          "repair these lines and save the file; each is CHECK <tab> SUBJECT <tab> REASON");
    }
  }

  private static FailureException refused(String problem, @CompileTimeConstant String nextStep) {
    return new FailureException(FailureKind.DATASET, PATH.value(), problem, NextStep.of(nextStep));
  }

  /**
   * Moves acknowledged findings from the findings of a check to its acknowledged findings.
   *
   * @param everything whether the check looked at the whole dataset; an acknowledgement without a
   *     finding is then out of date
   */
  CheckResult apply(CheckResult seen, boolean everything) {
    List<Finding> findings = new ArrayList<>();
    List<Acknowledged> acknowledged = new ArrayList<>();
    Map<Key, Reason> stale = new LinkedHashMap<>(reasons);
    stale.keySet().removeIf(key -> !key.check().equals(seen.name()));
    for (Finding finding : seen.findings()) {
      Key key = new Key(seen.name(), Printable.line(finding.subject()));
      Reason reason = reasons.get(key);
      if (reason == null) {
        findings.add(finding);
      } else {
        acknowledged.add(new Acknowledged(finding, reason.text()));
        stale.remove(key);
      }
    }
    List<String> notes = new ArrayList<>(seen.notes());
    if (everything) {
      stale.forEach(
          (key, reason) ->
              notes.add(
                  PATH
                      + ", line "
                      + reason.line()
                      + ", can go: nothing is found any more of "
                      + key.subject()));
    }
    return new CheckResult(
        seen.name(), seen.claim(), seen.examined(), findings, acknowledged, notes);
  }
}
