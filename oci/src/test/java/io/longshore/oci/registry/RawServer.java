package io.longshore.oci.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what no server for tests would say: each connection is in the hands of the test. */
public final class RawServer implements AutoCloseable {
  @FunctionalInterface
  public interface Conversation {
    void on(Line line) throws IOException;
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  public RawServer(Conversation conversation) throws IOException {
    Thread.ofPlatform().daemon().start(() -> serve(conversation));
  }

  /** Sends the same to whoever asks. */
  public static RawServer saying(String answer) throws IOException {
    return new RawServer(
        line -> {
          line.readHead();
          line.send(answer);
        });
  }

  public static String answer(int status, String headers, String body) {
    return "HTTP/1.1 %d Word\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.length(), body);
  }

  public final class Line {
    private final Socket socket;

    private Line(Socket socket) {
      this.socket = socket;
    }

    /** Empty when the other side has closed. */
    public String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        head.write(b);
        String text = head.toString(StandardCharsets.UTF_8);
        if (text.endsWith("\r\n\r\n")) {
          heads.add(text);
          return text;
        }
      }
      return "";
    }

    public byte[] read(int count) throws IOException {
      return socket.getInputStream().readNBytes(count);
    }

    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    /** Waits until the other side has closed. */
    public void awaitEnd() throws IOException {
      socket.getInputStream().readAllBytes();
    }
  }

  private void serve(Conversation conversation) {
    while (true) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofPlatform().daemon().start(() -> talk(conversation, socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Conversation conversation, Socket socket) {
    try (socket) {
      conversation.on(new Line(socket));
    } catch (IOException e) {
      // The other side has had enough.
    }
  }

  /** The heads of the requests that came. */
  public List<String> heads() {
    return heads;
  }

  public String host() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  public URI at(String path) {
    return URI.create("http://" + host() + path);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
