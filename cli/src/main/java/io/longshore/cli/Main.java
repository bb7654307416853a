package io.longshore.cli;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("longshore " + Main.class.getPackage().getImplementationVersion());
  }
}
