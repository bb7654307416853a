package io.longshore.collection.update;

import io.longshore.ground.FailureException;
import io.longshore.ground.OperatingSystemFailures;
import io.longshore.ground.concurrent.InParallel;
import io.longshore.ground.concurrent.OneOfMany;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one question to a registry: a value, or the failure that kept the registry from
 * answering.
 */
record Answer<T>(Optional<T> value, Optional<FailureException> failure) {

  /**
   * Asks each distinct question once, {@code atOnce} of them at a time. A question that fails does
   * not keep the other questions from being asked.
   */
  static <Q, T> Map<Q, Answer<T>> all(
      Collection<Q> questions, int atOnce, InParallel.Work<Q, T> ask) throws IOException {
    List<Q> distinct = questions.stream().distinct().toList();
    if (distinct.isEmpty()) {
      return Map.of();
    }
    List<Answer<T>> answers = InParallel.map(distinct, atOnce, question -> one(question, ask));
    Map<Q, Answer<T>> all = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      all.put(distinct.get(i), answers.get(i));
    }
    return all;
  }

  private static <Q, T> Answer<T> one(Q question, InParallel.Work<Q, T> ask) throws IOException {
    String subject = question.toString();
    try {
      return new Answer<>(
          Optional.of(OneOfMany.run(subject, () -> ask.on(question))), Optional.empty());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return new Answer<>(
          Optional.empty(), Optional.of(OperatingSystemFailures.classify(e, subject)));
    }
  }
}
