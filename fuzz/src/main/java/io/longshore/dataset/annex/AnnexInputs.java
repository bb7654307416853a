package io.longshore.dataset.annex;

import io.longshore.dataset.process.BatchProcess;
import io.longshore.dataset.process.Command;
import io.longshore.dataset.process.CommandResult;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Opens to the fuzzer what no other package needs. */
public final class AnnexInputs {
  private static final Path ROOT = Path.of("/dataset");

  private AnnexInputs() {}

  /** The name that {@code remote.log} gives DataLad's special remote. */
  public static Optional<String> remote(List<String> log) throws FailureException {
    return RecordedRemote.read(log, ROOT).map(RecordedRemote::name);
  }

  /** What git-annex would use of a remote, as {@code verifyremote} shows it: what we agree to. */
  public static Optional<List<String>> agreedTo(List<String> shown) {
    return RemoteVerification.Question.parse(shown)
        .map(RemoteVerification.Question::parameters)
        .filter(DataladRemote::isWhatWeMake);
  }

  /** The addresses that {@code git annex whereis --json} tells of keys. */
  public static Map<AnnexKey, List<String>> addresses(Set<AnnexKey> keys, byte[] output)
      throws FailureException {
    Command whereIs = Command.of(ROOT, "git", "annex", "whereis");
    return WebAddresses.read(AnnexAnswers.objects(whereIs, new CommandResult(0, output, ""), keys));
  }

  /** The fields that {@code git annex metadata --json} tells of a key. */
  public static Map<String, List<String>> metadata(AnnexKey key, byte[] output) throws IOException {
    List<String> lines = new CommandResult(0, output, "").lines();
    try (KeyMetadata metadata = new KeyMetadata(ROOT, new Printed(lines))) {
      return metadata.of(key);
    }
  }

  /** Has printed all of it, whatever it is asked. */
  private record Printed(List<String> output) implements BatchProcess {
    @Override
    public String ask(String line, Predicate<String> isAnswer) throws IOException {
      return output.stream()
          .filter(isAnswer)
          .findFirst()
          .orElseThrow(
              () ->
                  new FailureException(
                      FailureKind.TOOL, "git annex metadata", "gave no answer", "try it by hand"));
    }

    @Override
    public void send(String line) {}

    @Override
    public String readLine() throws IOException {
      throw new IOException("is asked for answers only");
    }

    @Override
    public byte[] readBytes(int count) throws IOException {
      throw new IOException("is asked for answers only");
    }

    @Override
    public String errors() {
      return "";
    }

    @Override
    public void close() {}

    @Override
    public void kill() {}
  }
}
