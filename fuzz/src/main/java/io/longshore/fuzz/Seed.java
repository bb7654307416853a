package io.longshore.fuzz;

/** An input to start from. */
record Seed(String name, byte[] bytes) {}
