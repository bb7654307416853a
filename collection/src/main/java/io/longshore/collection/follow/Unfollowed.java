package io.longshore.collection.follow;

/** A registration that no rule can follow, and why. */
public record Unfollowed(String registration, String reason) {}
