package io.longshore.collection.verify;

import io.longshore.collection.inventory.MigratedDataset;
import io.longshore.collection.verify.source.GivenUpHosts;
import io.longshore.collection.verify.source.HttpUrl;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.InParallel;
import io.longshore.ground.concurrent.OneOfMany;
import io.longshore.oci.Descriptor;
import io.longshore.oci.VerifyingInputStream;
import io.longshore.oci.registry.RegistryClient;
import io.longshore.oci.registry.address.BlobUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every recorded URL once, even if several images share it. */
final class UrlCheck implements Check {
  /** What a URL is asked for. */
  enum Demand {
    ANSWER("remote", "every URL answers, with the size of its file"),
    CONTENT("download", "every URL serves the bytes of its file");

    private final String check;
    private final String claim;

    Demand(String check, String claim) {
      this.check = check;
      this.claim = claim;
    }

    String check() {
      return check;
    }
  }

  private record Question(AnnexedBlob blob, Descriptor descriptor, URI url, boolean sole) {
    String host() {
      return url.getRawAuthority().replaceFirst("^.*@", "");
    }
  }

  private sealed interface Answer {
    record Good() implements Answer {}

    record Bad(FailureException failure) implements Answer {}

    record NotAsked() implements Answer {}
  }

  private final Demand demand;
  private final RecordedUrls recorded;
  private final RegistryClient registries;
  private final int jobs;
  private final GivenUpHosts hosts = new GivenUpHosts();

  UrlCheck(Demand demand, RecordedUrls recorded, RegistryClient registries, int jobs) {
    this.demand = demand;
    this.recorded = recorded;
    this.registries = registries;
    this.jobs = jobs;
  }

  @Override
  public String name() {
    return demand.check;
  }

  @Override
  public String claim() {
    return demand.claim;
  }

  @Override
  public void run(MigratedDataset dataset, Observations observations) throws IOException {
    List<Question> questions = questions(recorded.of(dataset), observations);
    observations.expect(questions.size());
    List<Answer> answers =
        InParallel.map(
            questions,
            jobs,
            question -> {
              Answer answer = ask(question);
              observations.examine();
              return answer;
            });
    Map<String, Integer> unproven = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      switch (answers.get(i)) {
        case Answer.Good() -> {}
        case Answer.NotAsked() -> unproven.merge(question.host(), 1, Integer::sum);
        case Answer.Bad(FailureException failure) -> {
          if (GivenUpHosts.isOfHost(failure) && hosts.givenUp(question.host()).isPresent()) {
            unproven.merge(question.host(), 1, Integer::sum);
          } else {
            report(question, failure, observations);
          }
        }
      }
    }
    unproven.forEach((host, count) -> report(host, count, observations));
  }

  // A host that is down gives one finding, and not one for each of its hundreds of URLs.
  private void report(String host, int count, Observations observations) {
    FailureException reason = hosts.givenUp(host).orElseThrow();
    observations.find(
        host,
        "leaves " + count + (count == 1 ? " URL" : " URLs") + " unproven: " + reason.problem(),
        reason.next());
  }

  private List<Question> questions(Map<AnnexedBlob, List<String>> urls, Observations observations)
      throws IOException {
    List<Question> questions = new ArrayList<>();
    List<String> mirrored = new ArrayList<>();
    for (Map.Entry<AnnexedBlob, List<String>> entry : urls.entrySet()) {
      AnnexedBlob blob = entry.getKey();
      for (String text : entry.getValue()) {
        Optional<URI> url = HttpUrl.parse(text);
        if (url.isEmpty()) {
          observations.note(blob.shown() + " has a URL no web server can be asked for: " + text);
        } else if (blob.descriptor().isEmpty()) {
          observations.note(blob.shown() + " has a key that is no SHA-256, so it is not asked for");
        } else {
          questions.add(
              new Question(blob, blob.descriptor().get(), url.get(), entry.getValue().size() == 1));
          noteMirrors(url.get(), mirrored, observations);
        }
      }
    }
    return questions;
  }

  private void noteMirrors(URI url, List<String> noted, Observations observations)
      throws IOException {
    Optional<BlobUrl.Target> target = BlobUrl.parse(url);
    if (target.isPresent()
        && !noted.contains(target.get().repository().registry())
        && registries.hasMirrors(target.get().repository())) {
      noted.add(target.get().repository().registry());
      observations.note(
          target.get().repository().registry()
              + " is asked through its mirrors in registries.conf, which may answer for it");
    }
  }

  private Answer ask(Question question) throws InterruptedIOException {
    String host = question.host();
    if (hosts.givenUp(host).isPresent()) {
      return new Answer.NotAsked();
    }
    try {
      Answer good = OneOfMany.run(BlobUrl.shown(question.url()), () -> demand(question));
      hosts.answered(host);
      return good;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      FailureException failure = OperatingSystemFailures.classify(e, BlobUrl.shown(question.url()));
      hosts.failed(host, failure);
      return new Answer.Bad(failure);
    }
  }

  private Answer demand(Question question) throws IOException {
    switch (demand) {
      case ANSWER -> registries.headUrl(question.url(), question.descriptor());
      case CONTENT -> download(question);
    }
    return new Answer.Good();
  }

  private void download(Question question) throws IOException {
    try (InputStream in =
        new VerifyingInputStream(
            registries.openUrl(question.url(), question.descriptor()),
            question.descriptor(),
            BlobUrl.shown(question.url()))) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void report(
      Question question, FailureException failure, Observations observations) {
    String url = BlobUrl.shown(question.url());
    observations.find(
        question.blob().shown(), url + ": " + failure.problem(), nextStep(question, failure, url));
  }

  private static NextStep nextStep(Question question, FailureException failure, String url) {
    if (failure.kind() != FailureKind.GONE && failure.kind() != FailureKind.MALFORMED) {
      return failure.next();
    }
    NextStep remove = LayerUrlCheck.removal(question.blob(), url);
    return question.sole()
        ? LayerUrlCheck.registration(question.blob(), "NEW-URL").then(" && ").then(remove)
        : remove;
  }
}
