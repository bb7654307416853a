package io.longshore.squashfs;

public record Fifo(Attributes attributes) implements Node {}
