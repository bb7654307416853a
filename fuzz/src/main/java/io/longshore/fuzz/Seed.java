package io.longshore.fuzz;

/** An initial input. */
record Seed(String name, byte[] bytes) {}
