package io.longshore.collection.status;

import io.longshore.dataset.annex.ContentPlaces;
import io.longshore.ground.concurrent.IoWork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Encodes a survey as bytes: numbers as {@link DataOutputStream} writes them, texts as their length
 * in bytes and UTF-8, lists as their length and their entries.
 */
final class SurveyFormat {
  private static final byte PENDING = 1;
  private static final byte NOT_ELIGIBLE = 2;
  private static final byte WITHOUT_RECIPE = 3;

  /** An upper limit for the length of a list, so that a damaged length does not take all memory. */
  private static final int LONGEST_LIST = 10_000_000;

  private SurveyFormat() {}

  static byte[] write(StatusSurvey survey) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    text(out, survey.imagesOciGitFolder());
    out.writeInt(survey.sifs().size());
    for (StatusSurvey.Sif sif : survey.sifs()) {
      ImageStatus.Migrated image = sif.image();
      text(out, image.sif());
      text(out, image.layout());
      text(out, image.source());
      out.writeInt(image.layers());
      out.writeLong(image.layerBytes());
      out.writeLong(image.sifBytes().orElse(-1));
      texts(out, image.registrations());
      text(out, sif.key());
      texts(out, sif.places().paths());
    }
    out.writeInt(survey.layers().size());
    for (StatusSurvey.Layer layer : survey.layers()) {
      out.writeLong(layer.bytes());
      texts(out, layer.places().paths());
    }
    out.writeInt(survey.others().size());
    for (ImageStatus other : survey.others()) {
      other(out, other);
    }
    return bytes.toByteArray();
  }

  private static void other(DataOutputStream out, ImageStatus image) throws IOException {
    switch (image) {
      case ImageStatus.Pending pending -> {
        out.writeByte(PENDING);
        text(out, pending.recipe());
        text(out, pending.reference());
      }
      case ImageStatus.NotEligible left -> {
        out.writeByte(NOT_ELIGIBLE);
        text(out, left.recipe());
        text(out, left.reason());
      }
      case ImageStatus.WithoutRecipe without -> {
        out.writeByte(WITHOUT_RECIPE);
        text(out, without.image());
        texts(out, without.reference().stream().toList());
        text(out, without.words());
      }
      case ImageStatus.Migrated migrated -> throw new IllegalArgumentException(migrated.sif());
    }
  }

  /**
   * @throws IOException if {@code bytes} are not a survey
   */
  static StatusSurvey read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new StatusSurvey(
        text(in),
        list(in, () -> sif(in)),
        list(in, () -> new StatusSurvey.Layer(in.readLong(), new ContentPlaces(texts(in)))),
        list(in, () -> other(in)));
  }

  private static StatusSurvey.Sif sif(DataInputStream in) throws IOException {
    String sif = text(in);
    String layout = text(in);
    String source = text(in);
    int layers = in.readInt();
    long layerBytes = in.readLong();
    long sifBytes = in.readLong();
    List<String> registrations = texts(in);
    return new StatusSurvey.Sif(
        new ImageStatus.Migrated(
            sif,
            layout,
            source,
            layers,
            layerBytes,
            sifBytes < 0 ? OptionalLong.empty() : OptionalLong.of(sifBytes),
            /* sifHere= */ false,
            registrations),
        text(in),
        new ContentPlaces(texts(in)));
  }

  private static ImageStatus other(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case PENDING -> new ImageStatus.Pending(text(in), text(in), Optional.empty());
      case NOT_ELIGIBLE -> new ImageStatus.NotEligible(text(in), text(in));
      case WITHOUT_RECIPE -> {
        String image = text(in);
        Optional<String> reference = texts(in).stream().findFirst();
        yield new ImageStatus.WithoutRecipe(image, reference, text(in), Optional.empty());
      }
      default -> throw new IOException("no kind of image: " + kind);
    };
  }

  private static <T> List<T> list(DataInputStream in, IoWork<T> entry) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_LIST) {
      throw new IOException("no length of a list: " + length);
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(entry.run());
    }
    return list;
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    return list(in, () -> text(in));
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("no length of a text: " + length);
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
