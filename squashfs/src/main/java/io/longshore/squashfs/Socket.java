package io.longshore.squashfs;

public record Socket(Attributes attributes) implements Node {}
